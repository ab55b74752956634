ALTER TABLE studio.session ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS "people see their own sign-ins" ON studio.session;

CREATE POLICY "people see their own sign-ins" ON studio.session FOR SELECT TO studio_login, studio_service
    USING (account_id = (SELECT studio.current_account()));

DROP POLICY IF EXISTS "the service keeps a person's own sign-ins" ON studio.session;

CREATE POLICY "the service keeps a person's own sign-ins" ON studio.session FOR UPDATE TO studio_service
    USING (account_id = (SELECT studio.current_account()));

DROP POLICY IF EXISTS "the service ends a person's own sign-ins" ON studio.session;

CREATE POLICY "the service ends a person's own sign-ins" ON studio.session FOR DELETE TO studio_service
    USING (account_id = (SELECT studio.current_account()));

GRANT SELECT ON studio.session TO studio_login;

GRANT SELECT, UPDATE, DELETE ON studio.session TO studio_service;
