-- Writing is the service's alone: it demands the proof of the role, which no policy could.
ALTER TABLE studio.connection ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS "members see their organization's connections" ON studio.connection;

CREATE POLICY "members see their organization's connections" ON studio.connection FOR SELECT TO studio_login, studio_service
    USING (organization_id = ANY (ARRAY (SELECT studio.organizations_of('viewer'))));

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

-- Not organization, kind and role: a connection stays where it was proven.
GRANT SELECT, INSERT, DELETE,
    UPDATE (name, database, host, port, "user", sslmode, parameters, is_read_only, environment, color, default_schema, settings,
            row_limit, timeout_ms, pool_size, is_transaction_pooling) ON studio.connection TO studio_service;
