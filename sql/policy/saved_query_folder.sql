ALTER TABLE studio.saved_query_folder ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS "members see shared folders and their own" ON studio.saved_query_folder;

CREATE POLICY "members see shared folders and their own" ON studio.saved_query_folder FOR SELECT TO studio_login, studio_service
    USING (organization_id = ANY (ARRAY (SELECT studio.organizations_of('viewer')))
           AND (is_shared OR account_id = (SELECT studio.current_account())));

DROP POLICY IF EXISTS "members keep folders, editors share them" ON studio.saved_query_folder;

CREATE POLICY "members keep folders, editors share them" ON studio.saved_query_folder FOR INSERT TO studio_service
    WITH CHECK (account_id = (SELECT studio.current_account())
                AND CASE WHEN is_shared THEN studio.may_edit(organization_id) ELSE studio.is_member(organization_id) END);

DROP POLICY IF EXISTS "members change their own folders, editors shared ones" ON studio.saved_query_folder;

CREATE POLICY "members change their own folders, editors shared ones" ON studio.saved_query_folder FOR UPDATE TO studio_service
    USING (CASE WHEN is_shared THEN studio.may_edit(organization_id)
                ELSE account_id = (SELECT studio.current_account()) AND studio.is_member(organization_id) END);

DROP POLICY IF EXISTS "members delete their own folders, admins shared ones" ON studio.saved_query_folder;

CREATE POLICY "members delete their own folders, admins shared ones" ON studio.saved_query_folder FOR DELETE TO studio_service
    USING (CASE WHEN account_id = (SELECT studio.current_account())
                THEN NOT is_shared AND studio.is_member(organization_id) OR studio.may_edit(organization_id)
                ELSE is_shared AND studio.may_administer(organization_id) END);

GRANT SELECT ON studio.saved_query_folder TO studio_login;

GRANT SELECT, INSERT, DELETE, UPDATE (parent_id, name, is_shared)
    ON studio.saved_query_folder TO studio_service;
