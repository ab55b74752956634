-- Who did what. Written by triggers (studio_private.record_change) and by the gateway (append_audit), changed by nobody. A log
-- without foreign keys, as query_history. Not part of a dump.
CREATE TABLE studio.audit_event (
    id uuid CONSTRAINT audit_event_pkey PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
    occurred_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
    organization_id uuid,
    account_id uuid,
    role_name text,
    action text NOT NULL
        CONSTRAINT audit_event_action_is_a_name CHECK (action ~ '^[a-z][a-z_]{0,62}$'),
    subject_id uuid,
    subject_name text,
    detail jsonb,
    address text
);

CREATE INDEX audit_event_organization_idx ON studio.audit_event (organization_id, occurred_at DESC, id DESC);

CREATE INDEX audit_event_account_idx ON studio.audit_event (account_id, occurred_at DESC, id DESC);

-- The first index is no order for IS NULL.
CREATE INDEX audit_event_of_no_organization_idx ON studio.audit_event (occurred_at DESC, id DESC) WHERE organization_id IS NULL;

COMMENT ON TABLE studio.audit_event IS 'The audit trail: sign-ins and changes to accounts, members, connections and the rest.';

COMMENT ON COLUMN studio.audit_event.id IS 'Key.';

COMMENT ON COLUMN studio.audit_event.occurred_at IS 'When it happened.';

COMMENT ON COLUMN studio.audit_event.organization_id IS 'In which organization; null for what concerns an account alone.';

COMMENT ON COLUMN studio.audit_event.account_id IS 'Who did it; null for nobody known.';

COMMENT ON COLUMN studio.audit_event.role_name IS 'Role of the session of psql that it was done in; null for what was done through studio.';

COMMENT ON COLUMN studio.audit_event.action IS 'What: a noun and created, changed or deleted (member_changed), sign_in_failed, schema_changed, data_exported, data_imported.';

COMMENT ON COLUMN studio.audit_event.subject_id IS 'To what: its id.';

COMMENT ON COLUMN studio.audit_event.subject_name IS 'To what: its name at that time.';

COMMENT ON COLUMN studio.audit_event.detail IS 'For a change, each field''s old and new value; otherwise what there is to say. Never a secret.';

COMMENT ON COLUMN studio.audit_event.address IS 'From which address, where it is known.';
