-- A place in an organization that waits for whoever has the link. Only the token's hash is here; deleted when it is used.
-- Not part of a dump.
CREATE TABLE studio.invitation (
    id uuid CONSTRAINT invitation_pkey PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
    organization_id uuid NOT NULL REFERENCES studio.organization (id) ON DELETE CASCADE,
    role text NOT NULL
        CONSTRAINT invitation_role_is_known CHECK (role IN ('owner', 'admin', 'editor', 'viewer')),
    email text CONSTRAINT invitation_email_has_at_most_254_characters CHECK (pg_catalog.char_length(email) <= 254),
    token_hash bytea NOT NULL
        CONSTRAINT invitation_token_is_unique UNIQUE
        CONSTRAINT invitation_token_hash_is_sha256 CHECK (pg_catalog.octet_length(token_hash) = 32),
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    created_by uuid REFERENCES studio.account (id) ON DELETE CASCADE,
    expires_at timestamptz NOT NULL DEFAULT pg_catalog.now() + INTERVAL '7 days'
);

CREATE INDEX invitation_organization_id_idx ON studio.invitation (organization_id);

CREATE INDEX invitation_created_by_idx ON studio.invitation (created_by);

COMMENT ON TABLE studio.invitation IS 'An invitation into an organization, by a link that works once.';

COMMENT ON COLUMN studio.invitation.id IS 'Key.';

COMMENT ON COLUMN studio.invitation.organization_id IS 'Into which organization.';

COMMENT ON COLUMN studio.invitation.role IS 'As what: owner, admin, editor or viewer.';

COMMENT ON COLUMN studio.invitation.email IS 'For whom, as a note and to fill the form with; whoever has the link may use it.';

COMMENT ON COLUMN studio.invitation.token_hash IS 'SHA-256 of the 43 characters after #invitation=.';

COMMENT ON COLUMN studio.invitation.created_at IS 'When it was made.';

COMMENT ON COLUMN studio.invitation.created_by IS 'Who invites; the invitation goes with that account.';

COMMENT ON COLUMN studio.invitation.expires_at IS 'Until when it may be used.';

CREATE TRIGGER record_change AFTER INSERT OR DELETE ON studio.invitation
    FOR EACH ROW EXECUTE FUNCTION studio_private.record_change();
