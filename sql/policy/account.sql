ALTER TABLE studio.account ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS "people see themselves" ON studio.account;

CREATE POLICY "people see themselves" ON studio.account FOR SELECT TO studio_login, studio_service
    USING (id = (SELECT studio.current_account()));

GRANT SELECT ON studio.account TO studio_login, studio_service;
