ALTER TABLE studio.personal_access_token ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS "people see their own tokens" ON studio.personal_access_token;

CREATE POLICY "people see their own tokens" ON studio.personal_access_token FOR SELECT TO studio_login, studio_service
    USING (account_id = (SELECT studio.current_account()));

DROP POLICY IF EXISTS "people make tokens for themselves" ON studio.personal_access_token;

CREATE POLICY "people make tokens for themselves" ON studio.personal_access_token FOR INSERT TO studio_service
    WITH CHECK (account_id = (SELECT studio.current_account()));

DROP POLICY IF EXISTS "people revoke their own tokens" ON studio.personal_access_token;

CREATE POLICY "people revoke their own tokens" ON studio.personal_access_token FOR DELETE TO studio_service
    USING (account_id = (SELECT studio.current_account()));

GRANT SELECT ON studio.personal_access_token TO studio_login;

GRANT SELECT, INSERT, DELETE ON studio.personal_access_token TO studio_service;
