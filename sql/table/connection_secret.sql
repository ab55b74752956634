-- The password of a remote connection, AES-256-GCM under a key that the database never sees. Apart from connection, so that
-- people may read all columns of that table. A dump holds what is here: worthless without the key file.
CREATE TABLE studio.connection_secret (
    connection_id uuid CONSTRAINT connection_secret_pkey PRIMARY KEY REFERENCES studio.connection (id) ON DELETE CASCADE,
    key_version integer NOT NULL CONSTRAINT connection_secret_key_version_is_positive CHECK (key_version > 0),
    nonce bytea NOT NULL CONSTRAINT connection_secret_nonce_has_12_bytes CHECK (pg_catalog.octet_length(nonce) = 12),
    ciphertext bytea NOT NULL
        CONSTRAINT connection_secret_ciphertext_has_16_to_2000_bytes CHECK (pg_catalog.octet_length(ciphertext) BETWEEN 16 AND 2000),
    changed_at timestamptz NOT NULL DEFAULT pg_catalog.now()
);

COMMENT ON TABLE studio.connection_secret IS 'The encrypted password of a remote connection.';

COMMENT ON COLUMN studio.connection_secret.connection_id IS 'The connection; part of the associated data, so a row moved to another does not decrypt.';

COMMENT ON COLUMN studio.connection_secret.key_version IS 'Which key of the key file it is encrypted with.';

COMMENT ON COLUMN studio.connection_secret.nonce IS 'Nonce of the encryption, random, 12 bytes.';

COMMENT ON COLUMN studio.connection_secret.ciphertext IS 'The encrypted password with its tag of 16 bytes at the end.';

COMMENT ON COLUMN studio.connection_secret.changed_at IS 'When it was set.';

CREATE TRIGGER access_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON studio.connection_secret
    FOR EACH STATEMENT EXECUTE FUNCTION studio_private.access_changed();

SELECT pg_catalog.pg_extension_config_dump('studio.connection_secret', '');
