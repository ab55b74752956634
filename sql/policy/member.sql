-- Members come by an invitation (studio_private.join_organization) or found the organization themselves.
ALTER TABLE studio.member ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS "members see who belongs to their organization" ON studio.member;

CREATE POLICY "members see who belongs to their organization" ON studio.member FOR SELECT TO studio_login, studio_service
    USING (organization_id = ANY (ARRAY (SELECT studio.organizations_of('viewer'))));

DROP POLICY IF EXISTS "founders become the first owner" ON studio.member;

CREATE POLICY "founders become the first owner" ON studio.member FOR INSERT TO studio_service
    WITH CHECK (role = 'owner' AND account_id = (SELECT studio.current_account())
                AND studio_private.is_founding(organization_id));

DROP POLICY IF EXISTS "admins set roles, owners those of owners" ON studio.member;

CREATE POLICY "admins set roles, owners those of owners" ON studio.member FOR UPDATE TO studio_service
    USING (CASE role WHEN 'owner' THEN studio.is_owner(organization_id) ELSE studio.may_administer(organization_id) END);

DROP POLICY IF EXISTS "people leave" ON studio.member;

CREATE POLICY "people leave" ON studio.member FOR DELETE TO studio_service
    USING (account_id = (SELECT studio.current_account()));

DROP POLICY IF EXISTS "admins remove members, owners also owners" ON studio.member;

CREATE POLICY "admins remove members, owners also owners" ON studio.member FOR DELETE TO studio_service
    USING (CASE role WHEN 'owner' THEN studio.is_owner(organization_id) ELSE studio.may_administer(organization_id) END);

GRANT SELECT ON studio.member TO studio_login;

GRANT SELECT, INSERT, DELETE, UPDATE (role) ON studio.member TO studio_service;
