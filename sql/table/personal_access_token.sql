-- A token for scripts and CI, "stp_" and 43 characters, of which only the hash is here. Not part of a dump.
CREATE TABLE studio.personal_access_token (
    id uuid CONSTRAINT personal_access_token_pkey PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
    account_id uuid NOT NULL REFERENCES studio.account (id) ON DELETE CASCADE,
    name text NOT NULL
        CONSTRAINT personal_access_token_name_has_1_to_200_characters CHECK (pg_catalog.char_length(name) BETWEEN 1 AND 200),
    token_hash bytea NOT NULL
        CONSTRAINT personal_access_token_is_unique UNIQUE
        CONSTRAINT personal_access_token_hash_is_sha256 CHECK (pg_catalog.octet_length(token_hash) = 32),
    scopes text[] NOT NULL
        CONSTRAINT personal_access_token_scopes_are_known
            CHECK (pg_catalog.cardinality(scopes) > 0 AND scopes <@ '{read,write,admin}'),
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    expires_at timestamptz NOT NULL,
    last_used_at timestamptz
);

CREATE INDEX personal_access_token_account_id_idx ON studio.personal_access_token (account_id);

COMMENT ON TABLE studio.personal_access_token IS 'A token that a script signs its requests with; deleted when it is revoked.';

COMMENT ON COLUMN studio.personal_access_token.id IS 'Key.';

COMMENT ON COLUMN studio.personal_access_token.account_id IS 'For whom it speaks.';

COMMENT ON COLUMN studio.personal_access_token.name IS 'What its owner calls it.';

COMMENT ON COLUMN studio.personal_access_token.token_hash IS 'SHA-256 of the whole token.';

COMMENT ON COLUMN studio.personal_access_token.scopes IS 'read: look, and run statements in read-only sessions; write: run any and keep queries; admin: manage organizations and connections.';

COMMENT ON COLUMN studio.personal_access_token.created_at IS 'When it was made.';

COMMENT ON COLUMN studio.personal_access_token.expires_at IS 'Until when it works.';

COMMENT ON COLUMN studio.personal_access_token.last_used_at IS 'When it was last used, to the minute; null for never.';

CREATE TRIGGER access_changed AFTER DELETE OR TRUNCATE ON studio.personal_access_token
    FOR EACH STATEMENT EXECUTE FUNCTION studio_private.access_changed();

CREATE TRIGGER record_change AFTER INSERT OR DELETE ON studio.personal_access_token
    FOR EACH ROW EXECUTE FUNCTION studio_private.record_change();
