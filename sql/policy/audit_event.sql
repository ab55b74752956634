-- Written by triggers and append_audit, deleted by prune_audit alone, which go past these. Nobody changes it.
ALTER TABLE studio.audit_event ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS "people see what they did themselves" ON studio.audit_event;

CREATE POLICY "people see what they did themselves" ON studio.audit_event FOR SELECT TO studio_login, studio_service
    USING (account_id = (SELECT studio.current_account())
           AND (organization_id IS NULL OR organization_id = ANY (ARRAY (SELECT studio.organizations_of('viewer')))));

DROP POLICY IF EXISTS "admins see the trail of their organization" ON studio.audit_event;

CREATE POLICY "admins see the trail of their organization" ON studio.audit_event FOR SELECT TO studio_login, studio_service
    USING (organization_id = ANY (ARRAY (SELECT studio.organizations_of('admin'))));

DROP POLICY IF EXISTS "owners see the sign-ins of their members" ON studio.audit_event;

CREATE POLICY "owners see the sign-ins of their members" ON studio.audit_event FOR SELECT TO studio_login, studio_service
    USING (organization_id IS NULL AND action IN ('session_created', 'session_deleted', 'sign_in_failed')
           AND account_id = ANY (ARRAY (SELECT studio.members_of(ARRAY (SELECT studio.organizations_of('owner'))))));

GRANT SELECT ON studio.audit_event TO studio_login, studio_service;
