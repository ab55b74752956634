-- Whoever accepts one is no member yet: studio_private.join_organization reads past these.
ALTER TABLE studio.invitation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS "admins see the invitations of their organization" ON studio.invitation;

CREATE POLICY "admins see the invitations of their organization" ON studio.invitation FOR SELECT TO studio_login, studio_service
    USING (studio.may_administer(organization_id));

DROP POLICY IF EXISTS "admins invite, owners also owners" ON studio.invitation;

CREATE POLICY "admins invite, owners also owners" ON studio.invitation FOR INSERT TO studio_service
    WITH CHECK (created_by = (SELECT studio.current_account())
                AND CASE role WHEN 'owner' THEN studio.is_owner(organization_id)
                              ELSE studio.may_administer(organization_id) END);

DROP POLICY IF EXISTS "admins withdraw invitations" ON studio.invitation;

CREATE POLICY "admins withdraw invitations" ON studio.invitation FOR DELETE TO studio_service
    USING (studio.may_administer(organization_id));

GRANT SELECT ON studio.invitation TO studio_login;

GRANT SELECT, INSERT, DELETE ON studio.invitation TO studio_service;
