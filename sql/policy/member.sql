ALTER TABLE studio.member ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS "members see who belongs to their organization" ON studio.member;

CREATE POLICY "members see who belongs to their organization" ON studio.member FOR SELECT TO studio_login, studio_service
    USING (studio.is_member(organization_id));

GRANT SELECT ON studio.member TO studio_login, studio_service;
