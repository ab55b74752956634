-- A database that an organization works with. A local one is (database, role) of this cluster; a remote one (kind postgres)
-- is reached through libpq. Its password is apart, in connection_secret, so that people may read all columns here.
CREATE TABLE studio.connection (
    id uuid CONSTRAINT connection_pkey PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
    organization_id uuid NOT NULL REFERENCES studio.organization (id) ON DELETE CASCADE,
    name text NOT NULL
        CONSTRAINT connection_name_has_1_to_200_characters CHECK (pg_catalog.char_length(name) BETWEEN 1 AND 200),
    kind text NOT NULL CONSTRAINT connection_kind_is_known CHECK (kind IN ('local', 'postgres')),
    database text NOT NULL
        CONSTRAINT connection_database_is_a_name CHECK (pg_catalog.octet_length(database) BETWEEN 1 AND 63),
    role regrole,
    host text
        CONSTRAINT connection_host_is_no_socket CHECK (host !~ '^[/@]' AND pg_catalog.char_length(host) BETWEEN 1 AND 255),
    port integer CONSTRAINT connection_port_is_a_port CHECK (port BETWEEN 1 AND 65535),
    "user" text CONSTRAINT connection_user_is_a_name CHECK (pg_catalog.octet_length("user") BETWEEN 1 AND 63),
    sslmode text CONSTRAINT connection_sslmode_is_known
        CHECK (sslmode IN ('disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full')),
    parameters jsonb NOT NULL DEFAULT '{}'
        CONSTRAINT connection_parameters_are_known
            CHECK (pg_catalog.jsonb_typeof(parameters) = 'object' AND pg_catalog.octet_length(parameters::text) <= 1000
                   AND parameters - '{application_name,connect_timeout,target_session_attrs}'::text[] = '{}'),
    is_read_only boolean NOT NULL DEFAULT false,
    environment text
        CONSTRAINT connection_environment_is_known CHECK (environment IN ('development', 'staging', 'production')),
    color text CONSTRAINT connection_color_is_six_hex_digits CHECK (color ~ '^#[0-9A-Fa-f]{6}$'),
    default_schema text
        CONSTRAINT connection_default_schema_is_a_name CHECK (pg_catalog.octet_length(default_schema) BETWEEN 1 AND 63),
    settings jsonb NOT NULL DEFAULT '{}'
        CONSTRAINT connection_settings_are_an_object
            CHECK (pg_catalog.jsonb_typeof(settings) = 'object' AND pg_catalog.octet_length(settings::text) <= 10000),
    row_limit integer CONSTRAINT connection_row_limit_is_not_negative CHECK (row_limit >= 0),
    timeout_ms integer CONSTRAINT connection_timeout_is_not_negative CHECK (timeout_ms >= 0),
    pool_size integer NOT NULL DEFAULT 4
        CONSTRAINT connection_pool_size_is_1_to_64 CHECK (pool_size BETWEEN 1 AND 64),
    is_transaction_pooling boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    created_by uuid REFERENCES studio.account (id) ON DELETE SET NULL,
    CONSTRAINT connection_of_an_organization UNIQUE (organization_id, id),
    CONSTRAINT connection_has_the_fields_of_its_kind CHECK (
        CASE kind
            WHEN 'local' THEN role IS NOT NULL AND num_nonnulls(host, port, "user", sslmode) = 0 AND parameters = '{}'
                              AND NOT is_transaction_pooling
            ELSE role IS NULL AND num_nonnulls(host, port, "user", sslmode) = 4
        END)
);

CREATE INDEX connection_created_by_idx ON studio.connection (created_by);

COMMENT ON TABLE studio.connection IS 'A database and the role that its statements run as.';

COMMENT ON COLUMN studio.connection.id IS 'Key.';

COMMENT ON COLUMN studio.connection.organization_id IS 'Whose members may use it.';

COMMENT ON COLUMN studio.connection.name IS 'What people see.';

COMMENT ON COLUMN studio.connection.kind IS 'local: a database of this cluster; postgres: one of another server.';

COMMENT ON COLUMN studio.connection.database IS 'Name of the database.';

COMMENT ON COLUMN studio.connection.role IS 'The role that statements run as; null for a remote one.';

COMMENT ON COLUMN studio.connection.host IS 'Name or address of the remote server, never a socket; null for a local connection.';

COMMENT ON COLUMN studio.connection.port IS 'Port of the remote server.';

COMMENT ON COLUMN studio.connection."user" IS 'Role on the remote server.';

COMMENT ON COLUMN studio.connection.sslmode IS 'libpq''s sslmode.';

COMMENT ON COLUMN studio.connection.parameters IS 'What else libpq is told: application_name, connect_timeout, target_session_attrs.';

COMMENT ON COLUMN studio.connection.is_read_only IS 'Sessions of everybody are read-only.';

COMMENT ON COLUMN studio.connection.environment IS 'development, staging, production or null: what the UI warns of.';

COMMENT ON COLUMN studio.connection.color IS 'Color of its tabs, #rrggbb.';

COMMENT ON COLUMN studio.connection.default_schema IS 'Schema that is shown first and stands first in search_path; null for the role''s own.';

COMMENT ON COLUMN studio.connection.settings IS 'Settings of a new session: names and their values as text.';

COMMENT ON COLUMN studio.connection.row_limit IS 'Rows sent where a request names no limit, 0 for all; null for studio.row_limit.';

COMMENT ON COLUMN studio.connection.timeout_ms IS 'Longest time of a statement in milliseconds, 0 for no limit; null for the server''s.';

COMMENT ON COLUMN studio.connection.pool_size IS 'Sessions that studio opens at most at once.';

COMMENT ON COLUMN studio.connection.is_transaction_pooling IS 'A pooler stands between that gives the server away after each transaction: named sessions are refused.';

COMMENT ON COLUMN studio.connection.created_at IS 'When it was made.';

COMMENT ON COLUMN studio.connection.created_by IS 'Who made it; null when that account is gone.';

CREATE TRIGGER access_changed AFTER UPDATE OR DELETE OR TRUNCATE ON studio.connection
    FOR EACH STATEMENT EXECUTE FUNCTION studio_private.access_changed();

CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON studio.connection
    FOR EACH ROW EXECUTE FUNCTION studio_private.record_change();

SELECT pg_catalog.pg_extension_config_dump('studio.connection', '');
