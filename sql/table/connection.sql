-- A database that an organization works with. `kind` leaves room for remote servers; a local one is (database, role).
CREATE TABLE studio.connection (
    id uuid CONSTRAINT connection_pkey PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
    organization_id uuid NOT NULL REFERENCES studio.organization (id) ON DELETE CASCADE,
    name text NOT NULL
        CONSTRAINT connection_name_has_1_to_200_characters CHECK (pg_catalog.char_length(name) BETWEEN 1 AND 200),
    kind text NOT NULL CONSTRAINT connection_kind_is_known CHECK (kind IN ('local')),
    database text NOT NULL
        CONSTRAINT connection_database_is_a_name CHECK (pg_catalog.octet_length(database) BETWEEN 1 AND 63),
    role regrole NOT NULL,
    is_read_only boolean NOT NULL DEFAULT false,
    environment text
        CONSTRAINT connection_environment_is_known CHECK (environment IN ('development', 'staging', 'production')),
    color text CONSTRAINT connection_color_is_six_hex_digits CHECK (color ~ '^#[0-9A-Fa-f]{6}$'),
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    created_by uuid REFERENCES studio.account (id) ON DELETE SET NULL
);

CREATE INDEX connection_organization_id_idx ON studio.connection (organization_id);

CREATE INDEX connection_created_by_idx ON studio.connection (created_by);

COMMENT ON TABLE studio.connection IS 'A database and the role that its statements run as.';

COMMENT ON COLUMN studio.connection.id IS 'Key.';

COMMENT ON COLUMN studio.connection.organization_id IS 'Whose members may use it.';

COMMENT ON COLUMN studio.connection.name IS 'What people see.';

COMMENT ON COLUMN studio.connection.kind IS 'local: a database of this cluster.';

COMMENT ON COLUMN studio.connection.database IS 'Name of the database.';

COMMENT ON COLUMN studio.connection.role IS 'The role that statements run as.';

COMMENT ON COLUMN studio.connection.is_read_only IS 'Sessions of everybody are read-only.';

COMMENT ON COLUMN studio.connection.environment IS 'development, staging, production or null: what the UI warns of.';

COMMENT ON COLUMN studio.connection.color IS 'Color of its tabs, #rrggbb.';

COMMENT ON COLUMN studio.connection.created_at IS 'When it was made.';

COMMENT ON COLUMN studio.connection.created_by IS 'Who made it; null when that account is gone.';

CREATE TRIGGER access_changed AFTER UPDATE OR DELETE OR TRUNCATE ON studio.connection
    FOR EACH STATEMENT EXECUTE FUNCTION studio_private.access_changed();

SELECT pg_catalog.pg_extension_config_dump('studio.connection', '');
