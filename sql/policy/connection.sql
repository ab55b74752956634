-- Writing is the service's alone: it demands the proof of the role, which no policy could.
ALTER TABLE studio.connection ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS "members see their organization's connections" ON studio.connection;

CREATE POLICY "members see their organization's connections" ON studio.connection FOR SELECT TO studio_login, studio_service
    USING (studio.is_member(organization_id));

DROP POLICY IF EXISTS "admins create connections" ON studio.connection;

CREATE POLICY "admins create connections" ON studio.connection FOR INSERT TO studio_service
    WITH CHECK (studio.may_administer(organization_id));

DROP POLICY IF EXISTS "admins change connections" ON studio.connection;

CREATE POLICY "admins change connections" ON studio.connection FOR UPDATE TO studio_service
    USING (studio.may_administer(organization_id));

DROP POLICY IF EXISTS "admins delete connections" ON studio.connection;

CREATE POLICY "admins delete connections" ON studio.connection FOR DELETE TO studio_service
    USING (studio.may_administer(organization_id));

GRANT SELECT ON studio.connection TO studio_login;

GRANT SELECT, INSERT, UPDATE, DELETE ON studio.connection TO studio_service;
