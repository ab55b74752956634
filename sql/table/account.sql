-- A person. `role` is of type regrole: a dump holds the role's name, the table its OID, so a new role of an old name
-- does not inherit an account, and a renamed one keeps it.
CREATE TABLE studio.account (
    id uuid CONSTRAINT account_pkey PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
    name text NOT NULL
        CONSTRAINT account_name_has_1_to_200_characters CHECK (pg_catalog.char_length(name) BETWEEN 1 AND 200),
    email text
        CONSTRAINT account_email_is_an_address CHECK (email ~ '^[^@[:space:]]+@[^@[:space:]]+$' AND pg_catalog.char_length(email) <= 254),
    role regrole CONSTRAINT account_role_is_linked_once UNIQUE,
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    disabled_at timestamptz
);

CREATE UNIQUE INDEX account_email_is_taken ON studio.account (pg_catalog.lower(email));

COMMENT ON TABLE studio.account IS 'A person who may sign in.';

COMMENT ON COLUMN studio.account.id IS 'Key; the subject of the access token.';

COMMENT ON COLUMN studio.account.name IS 'What others see.';

COMMENT ON COLUMN studio.account.email IS 'Address to sign in with; null for an account that has only a role.';

COMMENT ON COLUMN studio.account.role IS 'The PostgreSQL role that this account is linked to; null when it is linked to none.';

COMMENT ON COLUMN studio.account.created_at IS 'When it was made.';

COMMENT ON COLUMN studio.account.disabled_at IS 'Since when it may not sign in nor prove a role; null while it may.';

CREATE TRIGGER access_changed AFTER UPDATE OR DELETE OR TRUNCATE ON studio.account
    FOR EACH STATEMENT EXECUTE FUNCTION studio_private.access_changed();

CREATE TRIGGER forget_private_work BEFORE DELETE ON studio.account
    FOR EACH ROW EXECUTE FUNCTION studio_private.forget_private_work();

CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON studio.account
    FOR EACH ROW EXECUTE FUNCTION studio_private.record_change();

SELECT pg_catalog.pg_extension_config_dump('studio.account', '');
