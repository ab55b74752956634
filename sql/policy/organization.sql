ALTER TABLE studio.organization ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS "members see their organization" ON studio.organization;

CREATE POLICY "members see their organization" ON studio.organization FOR SELECT TO studio_login, studio_service
    USING (studio.is_member(id));

GRANT SELECT ON studio.organization TO studio_login, studio_service;
