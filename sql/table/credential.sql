-- How an account proves itself without a PostgreSQL role. Read by the credential check alone, never by people. Not part of a
-- dump: whoever steals one must not be able to guess passwords at leisure; after a restore a link sets a new password.
CREATE TABLE studio.credential (
    account_id uuid CONSTRAINT credential_pkey PRIMARY KEY REFERENCES studio.account (id) ON DELETE CASCADE,
    password_hash text NOT NULL
        CONSTRAINT credential_password_hash_is_scrypt CHECK (pg_catalog.starts_with(password_hash, 'scrypt$')),
    changed_at timestamptz NOT NULL DEFAULT pg_catalog.now()
);

COMMENT ON TABLE studio.credential IS 'The password of an account that signs in with its e-mail address.';

COMMENT ON COLUMN studio.credential.account_id IS 'Whose it is.';

COMMENT ON COLUMN studio.credential.password_hash IS 'scrypt$N$r$p$salt$hash; salt and hash in base64.';

COMMENT ON COLUMN studio.credential.changed_at IS 'When the password was set.';

CREATE TRIGGER access_changed AFTER UPDATE OR DELETE OR TRUNCATE ON studio.credential
    FOR EACH STATEMENT EXECUTE FUNCTION studio_private.access_changed();

CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON studio.credential
    FOR EACH ROW EXECUTE FUNCTION studio_private.record_change();
