-- Who belongs to which organization, and as what.
CREATE TABLE studio.member (
    organization_id uuid NOT NULL REFERENCES studio.organization (id) ON DELETE CASCADE,
    account_id uuid NOT NULL REFERENCES studio.account (id) ON DELETE CASCADE,
    role text NOT NULL
        CONSTRAINT member_role_is_known CHECK (role IN ('owner', 'admin', 'editor', 'viewer')),
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT member_pkey PRIMARY KEY (organization_id, account_id)
);

CREATE INDEX member_account_id_idx ON studio.member (account_id);

COMMENT ON TABLE studio.member IS 'An account in an organization.';

COMMENT ON COLUMN studio.member.organization_id IS 'The organization.';

COMMENT ON COLUMN studio.member.account_id IS 'The account.';

COMMENT ON COLUMN studio.member.role IS 'owner, admin (manages members and connections), editor (writes data) or viewer (reads).';

COMMENT ON COLUMN studio.member.created_at IS 'When the account joined.';

CREATE TRIGGER access_changed AFTER UPDATE OR DELETE OR TRUNCATE ON studio.member
    FOR EACH STATEMENT EXECUTE FUNCTION studio_private.access_changed();

CREATE TRIGGER organization_keeps_an_owner AFTER UPDATE OF role OR DELETE ON studio.member
    FOR EACH ROW WHEN (OLD.role = 'owner') EXECUTE FUNCTION studio_private.keep_an_owner();

CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON studio.member
    FOR EACH ROW EXECUTE FUNCTION studio_private.record_change();

SELECT pg_catalog.pg_extension_config_dump('studio.member', '');
