ALTER TABLE studio.connection_proof ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS "admins see the proofs of their connections" ON studio.connection_proof;

CREATE POLICY "admins see the proofs of their connections" ON studio.connection_proof FOR SELECT TO studio_service
    USING (EXISTS (SELECT FROM studio.connection AS c
                   WHERE c.id = connection_id AND studio.may_administer(c.organization_id)));

DROP POLICY IF EXISTS "admins prove roles themselves" ON studio.connection_proof;

CREATE POLICY "admins prove roles themselves" ON studio.connection_proof FOR INSERT TO studio_service
    WITH CHECK (account_id = (SELECT studio.current_account())
                AND EXISTS (SELECT FROM studio.connection AS c
                            WHERE c.id = connection_id AND studio.may_administer(c.organization_id)));

DROP POLICY IF EXISTS "admins prove roles again themselves" ON studio.connection_proof;

CREATE POLICY "admins prove roles again themselves" ON studio.connection_proof FOR UPDATE TO studio_service
    USING (EXISTS (SELECT FROM studio.connection AS c
                   WHERE c.id = connection_id AND studio.may_administer(c.organization_id)))
    WITH CHECK (account_id = (SELECT studio.current_account()));

GRANT SELECT, INSERT, UPDATE ON studio.connection_proof TO studio_service;
