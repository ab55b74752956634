-- What is here is encrypted; only the process that connects has the key. The grant hands it to that process.
ALTER TABLE studio.connection_secret ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS "members use the secrets of their connections" ON studio.connection_secret;

CREATE POLICY "members use the secrets of their connections" ON studio.connection_secret FOR SELECT TO studio_service
    USING (EXISTS (SELECT FROM studio.connection AS c WHERE c.id = connection_id));

DROP POLICY IF EXISTS "admins set the secrets of their connections" ON studio.connection_secret;

CREATE POLICY "admins set the secrets of their connections" ON studio.connection_secret FOR INSERT TO studio_service
    WITH CHECK (EXISTS (SELECT FROM studio.connection AS c
                        WHERE c.id = connection_id AND studio.may_administer(c.organization_id)));

DROP POLICY IF EXISTS "admins change the secrets of their connections" ON studio.connection_secret;

CREATE POLICY "admins change the secrets of their connections" ON studio.connection_secret FOR UPDATE TO studio_service
    USING (EXISTS (SELECT FROM studio.connection AS c
                   WHERE c.id = connection_id AND studio.may_administer(c.organization_id)));

DROP POLICY IF EXISTS "admins forget the secrets of their connections" ON studio.connection_secret;

CREATE POLICY "admins forget the secrets of their connections" ON studio.connection_secret FOR DELETE TO studio_service
    USING (EXISTS (SELECT FROM studio.connection AS c
                   WHERE c.id = connection_id AND studio.may_administer(c.organization_id)));

GRANT SELECT, INSERT, DELETE, UPDATE (key_version, nonce, ciphertext, changed_at) ON studio.connection_secret TO studio_service;
