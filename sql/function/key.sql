-- What a rotation of the keys does in the database: src/functions/rotate_keys.cpp has put new ones into the key file before.

-- SECURITY DEFINER: the owner of the database may rotate, who sees no secret, ends nobody's sign-in and writes no trail himself.
-- A password that is set anew at the same moment stays: its row has another nonce then.
CREATE OR REPLACE FUNCTION studio_private.finish_rotation(signing_key text, credential_key text, sign_out boolean) RETURNS integer
    LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
#variable_conflict use_variable
DECLARE
    renewed integer;
BEGIN
    UPDATE studio.connection_secret AS s SET key_version = fresh.key_version, nonce = fresh.nonce, ciphertext = fresh.ciphertext
        FROM (SELECT k.connection_id, k.nonce AS old_nonce, r.*
              FROM studio.connection_secret AS k JOIN studio.connection AS c ON c.id = k.connection_id,
                   studio_private.renew_secret(k.key_version, k.nonce, k.ciphertext, c.id::text, c.organization_id::text, c.host,
                                               c.port, c."user", c.sslmode) AS r
              WHERE r.nonce IS NOT NULL) AS fresh
        WHERE s.connection_id = fresh.connection_id AND s.nonce = fresh.old_nonce;
    GET DIAGNOSTICS renewed = ROW_COUNT;
    IF sign_out THEN
        DELETE FROM studio.session;
    END IF;
    INSERT INTO studio.audit_event (account_id, role_name, action, detail)
        VALUES (studio.current_account(), session_user, 'keys_rotated',
                jsonb_build_object('signing_key', signing_key, 'credential_key', credential_key, 'sign_out', sign_out,
                                   'secrets_renewed', renewed));
    RETURN renewed;
END
$$;

COMMENT ON FUNCTION studio_private.finish_rotation(text, text, boolean) IS 'Encrypts connections'' passwords with the newest key, ends all sign-ins where that is wanted, and notes it.';
