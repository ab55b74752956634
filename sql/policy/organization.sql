ALTER TABLE studio.organization ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS "members see their organization" ON studio.organization;

CREATE POLICY "members see their organization" ON studio.organization FOR SELECT TO studio_login, studio_service
    USING (id = ANY (ARRAY (SELECT studio.organizations_of('viewer'))));

DROP POLICY IF EXISTS "people found teams" ON studio.organization;

CREATE POLICY "people found teams" ON studio.organization FOR INSERT TO studio_service
    WITH CHECK (created_by = (SELECT studio.current_account()) AND personal_account_id IS NULL);

DROP POLICY IF EXISTS "owners change their organization" ON studio.organization;

CREATE POLICY "owners change their organization" ON studio.organization FOR UPDATE TO studio_service
    USING (studio.is_owner(id));

DROP POLICY IF EXISTS "owners delete their team" ON studio.organization;

CREATE POLICY "owners delete their team" ON studio.organization FOR DELETE TO studio_service
    USING (studio.is_owner(id) AND personal_account_id IS NULL);

GRANT SELECT ON studio.organization TO studio_login;

GRANT SELECT, INSERT, DELETE, UPDATE (name, history_days, audit_days) ON studio.organization TO studio_service;
