-- Superusers set quotas, with plain SQL: whoever it binds may only read it.
ALTER TABLE studio.quota ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS "people see the limits that bind them" ON studio.quota;

CREATE POLICY "people see the limits that bind them" ON studio.quota FOR SELECT TO studio_login, studio_service
    USING (account_id = (SELECT studio.current_account()) OR studio.is_member(organization_id));

GRANT SELECT ON studio.quota TO studio_login, studio_service;
