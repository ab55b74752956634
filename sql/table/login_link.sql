-- A one-time link made by studio.login_link(). Only its hash is here. Not part of a dump.
CREATE TABLE studio.login_link (
    link_hash bytea CONSTRAINT login_link_pkey PRIMARY KEY
        CONSTRAINT login_link_hash_is_sha256 CHECK (pg_catalog.octet_length(link_hash) = 32),
    account_id uuid NOT NULL REFERENCES studio.account (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    expires_at timestamptz NOT NULL DEFAULT pg_catalog.now() + INTERVAL '15 minutes'
);

CREATE INDEX login_link_account_id_idx ON studio.login_link (account_id);

CREATE INDEX login_link_expires_at_idx ON studio.login_link (expires_at);

COMMENT ON TABLE studio.login_link IS 'A link that signs in once; deleted when it is used.';

COMMENT ON COLUMN studio.login_link.link_hash IS 'SHA-256 of the 43 characters after #link=.';

COMMENT ON COLUMN studio.login_link.account_id IS 'Who is signed in by it.';

COMMENT ON COLUMN studio.login_link.created_at IS 'When it was made.';

COMMENT ON COLUMN studio.login_link.expires_at IS 'Until when it may be used.';

CREATE TRIGGER record_change AFTER INSERT ON studio.login_link
    FOR EACH ROW EXECUTE FUNCTION studio_private.record_change();
