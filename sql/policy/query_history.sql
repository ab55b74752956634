-- Written by append_history and deleted by prune_history alone, which go past these.
ALTER TABLE studio.query_history ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS "members see what they ran themselves" ON studio.query_history;

CREATE POLICY "members see what they ran themselves" ON studio.query_history FOR SELECT TO studio_login, studio_service
    USING (account_id = (SELECT studio.current_account())
           AND organization_id = ANY (ARRAY (SELECT studio.organizations_of('viewer'))));

DROP POLICY IF EXISTS "admins see what their organization ran" ON studio.query_history;

CREATE POLICY "admins see what their organization ran" ON studio.query_history FOR SELECT TO studio_login, studio_service
    USING (organization_id = ANY (ARRAY (SELECT studio.organizations_of('admin'))));

GRANT SELECT ON studio.query_history TO studio_login, studio_service;
