ALTER TABLE studio.account ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS "people see themselves" ON studio.account;

CREATE POLICY "people see themselves" ON studio.account FOR SELECT TO studio_login, studio_service
    USING (id = (SELECT studio.current_account()));

DROP POLICY IF EXISTS "members see each other" ON studio.account;

CREATE POLICY "members see each other" ON studio.account FOR SELECT TO studio_login, studio_service
    USING (id = ANY (ARRAY (SELECT studio.members_of(ARRAY (SELECT studio.organizations_of('viewer'))))));

DROP POLICY IF EXISTS "people change themselves" ON studio.account;

CREATE POLICY "people change themselves" ON studio.account FOR UPDATE TO studio_service
    USING (id = (SELECT studio.current_account()));

DROP POLICY IF EXISTS "people delete themselves" ON studio.account;

CREATE POLICY "people delete themselves" ON studio.account FOR DELETE TO studio_service
    USING (id = (SELECT studio.current_account()));

GRANT SELECT ON studio.account TO studio_login;

GRANT SELECT, DELETE, UPDATE (name, email) ON studio.account TO studio_service;
