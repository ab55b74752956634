-- A sign-in ("sign-in" in the API). It holds no secret: the refresh token is a MAC over id, account and counter, made with
-- the signing key, and `counter` says which one is valid now (src/service/README.md). Not part of a dump.
CREATE TABLE studio.session (
    id uuid CONSTRAINT session_pkey PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES studio.account (id) ON DELETE CASCADE,
    counter integer NOT NULL DEFAULT 1 CONSTRAINT session_counter_is_positive CHECK (counter > 0),
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    rotated_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    expires_at timestamptz NOT NULL DEFAULT pg_catalog.now() + INTERVAL '30 days',
    method text NOT NULL DEFAULT 'link'
        CONSTRAINT session_method_is_known CHECK (method IN ('link', 'role', 'password', 'invitation')),
    address text,
    user_agent text
);

CREATE INDEX session_account_id_idx ON studio.session (account_id);

CREATE INDEX session_expires_at_idx ON studio.session (expires_at);

COMMENT ON TABLE studio.session IS 'A sign-in of an account; deleted when it ends.';

COMMENT ON COLUMN studio.session.id IS 'Key; part of the refresh token and of the access token''s jti.';

COMMENT ON COLUMN studio.session.account_id IS 'Who signed in.';

COMMENT ON COLUMN studio.session.counter IS 'Number of the refresh token that is valid now.';

COMMENT ON COLUMN studio.session.created_at IS 'When the person signed in.';

COMMENT ON COLUMN studio.session.rotated_at IS 'When the refresh token was last exchanged: the last use.';

COMMENT ON COLUMN studio.session.expires_at IS 'When it ends unless it is used before.';

COMMENT ON COLUMN studio.session.method IS 'How the person signed in: by link, role (and its password), password or invitation.';

COMMENT ON COLUMN studio.session.address IS 'Address that the sign-in came from.';

COMMENT ON COLUMN studio.session.user_agent IS 'Program that the sign-in came from, as it named itself, cut to 256 characters.';

-- Only an end takes access away; a rotation every ten minutes must not make the gateway ask again for everybody's grants.
CREATE TRIGGER access_changed AFTER DELETE OR TRUNCATE ON studio.session
    FOR EACH STATEMENT EXECUTE FUNCTION studio_private.access_changed();

CREATE TRIGGER record_change AFTER INSERT OR DELETE ON studio.session
    FOR EACH ROW EXECUTE FUNCTION studio_private.record_change();
