-- What connections belong to: a person's own, or a team's.
CREATE TABLE studio.organization (
    id uuid CONSTRAINT organization_pkey PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
    name text NOT NULL
        CONSTRAINT organization_name_has_1_to_200_characters CHECK (pg_catalog.char_length(name) BETWEEN 1 AND 200),
    personal_account_id uuid
        CONSTRAINT organization_is_personal_once UNIQUE
        REFERENCES studio.account (id) ON DELETE CASCADE,
    history_days integer NOT NULL DEFAULT 90
        CONSTRAINT organization_history_is_kept_1_to_3650_days CHECK (history_days BETWEEN 1 AND 3650),
    audit_days integer NOT NULL DEFAULT 365
        CONSTRAINT organization_audit_is_kept_1_to_3650_days CHECK (audit_days BETWEEN 1 AND 3650),
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    created_by uuid REFERENCES studio.account (id) ON DELETE SET NULL,
    owners_changed_at timestamptz NOT NULL DEFAULT pg_catalog.now()
);

CREATE INDEX organization_created_by_idx ON studio.organization (created_by);

COMMENT ON TABLE studio.organization IS 'Owns connections; its members use them.';

COMMENT ON COLUMN studio.organization.id IS 'Key.';

COMMENT ON COLUMN studio.organization.name IS 'What people see.';

COMMENT ON COLUMN studio.organization.personal_account_id IS 'The account whose own organization this is; null for a team''s.';

COMMENT ON COLUMN studio.organization.history_days IS 'Days that its query history is kept.';

COMMENT ON COLUMN studio.organization.audit_days IS 'Days that its audit trail is kept.';

COMMENT ON COLUMN studio.organization.created_at IS 'When it was made.';

COMMENT ON COLUMN studio.organization.created_by IS 'Who founded it; null for a personal one, or when that account is gone.';

COMMENT ON COLUMN studio.organization.owners_changed_at IS 'When an owner last went; whoever takes one away writes it, so that two cannot do so at once.';

CREATE TRIGGER access_changed AFTER DELETE OR TRUNCATE ON studio.organization
    FOR EACH STATEMENT EXECUTE FUNCTION studio_private.access_changed();

CREATE TRIGGER record_change AFTER INSERT OR DELETE OR UPDATE OF name, history_days, audit_days ON studio.organization
    FOR EACH ROW EXECUTE FUNCTION studio_private.record_change();

SELECT pg_catalog.pg_extension_config_dump('studio.organization', '');
