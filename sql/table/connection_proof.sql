-- Why a local connection may act as its role. Apart from connection, so that people may read all columns of that table.
CREATE TABLE studio.connection_proof (
    connection_id uuid CONSTRAINT connection_proof_pkey PRIMARY KEY REFERENCES studio.connection (id) ON DELETE CASCADE,
    kind text NOT NULL
        CONSTRAINT connection_proof_kind_is_known CHECK (kind IN ('role_password', 'linked_role')),
    account_id uuid NOT NULL REFERENCES studio.account (id) ON DELETE CASCADE,
    verifier_hash bytea,
    proven_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT connection_proof_by_password_has_a_verifier
        CHECK ((kind = 'role_password') = (verifier_hash IS NOT NULL))
);

CREATE INDEX connection_proof_account_id_idx ON studio.connection_proof (account_id);

COMMENT ON TABLE studio.connection_proof IS 'The proof of a connection''s role; it lapses when what it rests on changes.';

COMMENT ON COLUMN studio.connection_proof.connection_id IS 'The connection.';

COMMENT ON COLUMN studio.connection_proof.kind IS 'role_password: the role''s password was given; linked_role: the prover''s role may SET ROLE to it.';

COMMENT ON COLUMN studio.connection_proof.account_id IS 'Who proved it.';

COMMENT ON COLUMN studio.connection_proof.verifier_hash IS 'SHA-256 of the role''s password verifier at that time; null for linked_role.';

COMMENT ON COLUMN studio.connection_proof.proven_at IS 'When it was proven.';

CREATE TRIGGER access_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON studio.connection_proof
    FOR EACH STATEMENT EXECUTE FUNCTION studio_private.access_changed();

SELECT pg_catalog.pg_extension_config_dump('studio.connection_proof', '');
