-- What was run through studio. A log: no foreign keys, so that deleting an organization, connection or account stays quick;
-- prune_history takes the rows of organizations that are gone, and a name that is gone is not shown. Not part of a dump.
CREATE TABLE studio.query_history (
    id uuid CONSTRAINT query_history_pkey PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
    organization_id uuid NOT NULL,
    account_id uuid NOT NULL,
    connection_id uuid NOT NULL,
    sql text NOT NULL,
    is_cut boolean NOT NULL DEFAULT false,
    status text NOT NULL
        CONSTRAINT query_history_status_is_known CHECK (status IN ('ok', 'failed', 'cancelled', 'timeout')),
    started_at timestamptz NOT NULL,
    duration_ms double precision NOT NULL,
    row_count bigint,
    error_code text,
    error_message text
);

CREATE INDEX query_history_organization_idx ON studio.query_history (organization_id, started_at DESC, id DESC);

CREATE INDEX query_history_account_idx ON studio.query_history (account_id, started_at DESC, id DESC);

CREATE INDEX query_history_connection_idx ON studio.query_history (connection_id, started_at DESC, id DESC);

COMMENT ON TABLE studio.query_history IS 'Statements that people ran through studio.';

COMMENT ON COLUMN studio.query_history.id IS 'Key; the query''s id.';

COMMENT ON COLUMN studio.query_history.organization_id IS 'Whose connection it ran on.';

COMMENT ON COLUMN studio.query_history.account_id IS 'Who ran it; the account may be gone.';

COMMENT ON COLUMN studio.query_history.connection_id IS 'On which connection; it may be gone.';

COMMENT ON COLUMN studio.query_history.sql IS 'Its text, with passwords taken out, cut to 20,000 characters.';

COMMENT ON COLUMN studio.query_history.is_cut IS 'The text was longer.';

COMMENT ON COLUMN studio.query_history.status IS 'How it ended: ok, failed, cancelled or timeout.';

COMMENT ON COLUMN studio.query_history.started_at IS 'When it began.';

COMMENT ON COLUMN studio.query_history.duration_ms IS 'How long it took, in milliseconds.';

COMMENT ON COLUMN studio.query_history.row_count IS 'Rows that it gave or changed; null where that means nothing.';

COMMENT ON COLUMN studio.query_history.error_code IS 'SQLSTATE of its error.';

COMMENT ON COLUMN studio.query_history.error_message IS 'Its error, cut to 1,000 characters.';
