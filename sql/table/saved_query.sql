-- A query that somebody keeps, as it is now; saved_query_version has what it was. Folder and connection are of the same
-- organization: their keys say so.
CREATE TABLE studio.saved_query (
    id uuid CONSTRAINT saved_query_pkey PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
    organization_id uuid NOT NULL REFERENCES studio.organization (id) ON DELETE CASCADE,
    account_id uuid REFERENCES studio.account (id) ON DELETE SET NULL,
    folder_id uuid,
    connection_id uuid,
    name text NOT NULL
        CONSTRAINT saved_query_name_has_1_to_200_characters CHECK (pg_catalog.char_length(name) BETWEEN 1 AND 200),
    description text
        CONSTRAINT saved_query_description_has_at_most_10000_characters CHECK (pg_catalog.char_length(description) <= 10000),
    sql text NOT NULL
        CONSTRAINT saved_query_sql_has_at_most_100000_characters CHECK (pg_catalog.char_length(sql) <= 100000),
    is_shared boolean NOT NULL DEFAULT false,
    version integer NOT NULL DEFAULT 1 CONSTRAINT saved_query_version_is_positive CHECK (version > 0),
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    changed_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    changed_by uuid REFERENCES studio.account (id) ON DELETE SET NULL,
    CONSTRAINT saved_query_folder_exists FOREIGN KEY (organization_id, folder_id)
        REFERENCES studio.saved_query_folder (organization_id, id) ON DELETE SET NULL (folder_id),
    CONSTRAINT saved_query_connection_exists FOREIGN KEY (organization_id, connection_id)
        REFERENCES studio.connection (organization_id, id) ON DELETE SET NULL (connection_id)
);

CREATE INDEX saved_query_organization_id_idx ON studio.saved_query (organization_id, name, id);

CREATE INDEX saved_query_account_id_idx ON studio.saved_query (account_id);

CREATE INDEX saved_query_changed_by_idx ON studio.saved_query (changed_by);

CREATE INDEX saved_query_folder_id_idx ON studio.saved_query (folder_id);

CREATE INDEX saved_query_connection_id_idx ON studio.saved_query (connection_id);

COMMENT ON TABLE studio.saved_query IS 'A query that is kept, private or shared with the organization.';

COMMENT ON COLUMN studio.saved_query.id IS 'Key.';

COMMENT ON COLUMN studio.saved_query.organization_id IS 'Whose it is.';

COMMENT ON COLUMN studio.saved_query.account_id IS 'Who made it; null when that account is gone.';

COMMENT ON COLUMN studio.saved_query.folder_id IS 'The folder that it lies in; null at the top.';

COMMENT ON COLUMN studio.saved_query.connection_id IS 'The connection that it is meant for; null for any.';

COMMENT ON COLUMN studio.saved_query.name IS 'What people see.';

COMMENT ON COLUMN studio.saved_query.description IS 'What it is for.';

COMMENT ON COLUMN studio.saved_query.sql IS 'Its text.';

COMMENT ON COLUMN studio.saved_query.is_shared IS 'All members see it and editors change it; otherwise it is its maker''s alone.';

COMMENT ON COLUMN studio.saved_query.version IS 'Grows by one with each change of name, description or text.';

COMMENT ON COLUMN studio.saved_query.created_at IS 'When it was made.';

COMMENT ON COLUMN studio.saved_query.changed_at IS 'When it last changed.';

COMMENT ON COLUMN studio.saved_query.changed_by IS 'Who changed it last; null when that account is gone.';

SELECT pg_catalog.pg_extension_config_dump('studio.saved_query', '');
