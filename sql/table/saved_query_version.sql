-- What a saved query was at each version, the present one too. The latest 100 are kept.
CREATE TABLE studio.saved_query_version (
    saved_query_id uuid NOT NULL REFERENCES studio.saved_query (id) ON DELETE CASCADE,
    version integer NOT NULL,
    name text NOT NULL,
    description text,
    sql text NOT NULL,
    saved_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    saved_by uuid REFERENCES studio.account (id) ON DELETE SET NULL,
    CONSTRAINT saved_query_version_pkey PRIMARY KEY (saved_query_id, version)
);

CREATE INDEX saved_query_version_saved_by_idx ON studio.saved_query_version (saved_by);

COMMENT ON TABLE studio.saved_query_version IS 'A version of a saved query.';

COMMENT ON COLUMN studio.saved_query_version.saved_query_id IS 'The query.';

COMMENT ON COLUMN studio.saved_query_version.version IS 'Its number.';

COMMENT ON COLUMN studio.saved_query_version.name IS 'Name at that version.';

COMMENT ON COLUMN studio.saved_query_version.description IS 'Description at that version.';

COMMENT ON COLUMN studio.saved_query_version.sql IS 'Text at that version.';

COMMENT ON COLUMN studio.saved_query_version.saved_at IS 'When it was saved.';

COMMENT ON COLUMN studio.saved_query_version.saved_by IS 'Who saved it; null when that account is gone.';

SELECT pg_catalog.pg_extension_config_dump('studio.saved_query_version', '');
