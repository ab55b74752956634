ALTER TABLE studio.saved_query ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS "members see shared queries and their own" ON studio.saved_query;

CREATE POLICY "members see shared queries and their own" ON studio.saved_query FOR SELECT TO studio_login, studio_service
    USING (organization_id = ANY (ARRAY (SELECT studio.organizations_of('viewer')))
           AND (is_shared OR account_id = (SELECT studio.current_account())));

DROP POLICY IF EXISTS "members keep queries, editors share them" ON studio.saved_query;

CREATE POLICY "members keep queries, editors share them" ON studio.saved_query FOR INSERT TO studio_service
    WITH CHECK (account_id = (SELECT studio.current_account())
                AND CASE WHEN is_shared THEN studio.may_edit(organization_id) ELSE studio.is_member(organization_id) END);

DROP POLICY IF EXISTS "members change their own queries, editors shared ones" ON studio.saved_query;

CREATE POLICY "members change their own queries, editors shared ones" ON studio.saved_query FOR UPDATE TO studio_service
    USING (CASE WHEN is_shared THEN studio.may_edit(organization_id)
                ELSE account_id = (SELECT studio.current_account()) AND studio.is_member(organization_id) END);

DROP POLICY IF EXISTS "members delete their own queries, admins shared ones" ON studio.saved_query;

CREATE POLICY "members delete their own queries, admins shared ones" ON studio.saved_query FOR DELETE TO studio_service
    USING (CASE WHEN account_id = (SELECT studio.current_account())
                THEN NOT is_shared AND studio.is_member(organization_id) OR studio.may_edit(organization_id)
                ELSE is_shared AND studio.may_administer(organization_id) END);

GRANT SELECT ON studio.saved_query TO studio_login;

GRANT SELECT, INSERT, DELETE, UPDATE (folder_id, connection_id, name, description, sql, is_shared, version, changed_at, changed_by)
    ON studio.saved_query TO studio_service;
