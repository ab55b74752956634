ALTER TABLE studio.named_view ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS "members see shared views and their own" ON studio.named_view;

CREATE POLICY "members see shared views and their own" ON studio.named_view FOR SELECT TO studio_login, studio_service
    USING (organization_id = ANY (ARRAY (SELECT studio.organizations_of('viewer')))
           AND (is_shared OR account_id = (SELECT studio.current_account())));

DROP POLICY IF EXISTS "members keep views, editors share them" ON studio.named_view;

CREATE POLICY "members keep views, editors share them" ON studio.named_view FOR INSERT TO studio_service
    WITH CHECK (account_id = (SELECT studio.current_account())
                AND CASE WHEN is_shared THEN studio.may_edit(organization_id) ELSE studio.is_member(organization_id) END);

DROP POLICY IF EXISTS "members change their own views, editors shared ones" ON studio.named_view;

CREATE POLICY "members change their own views, editors shared ones" ON studio.named_view FOR UPDATE TO studio_service
    USING (CASE WHEN is_shared THEN studio.may_edit(organization_id)
                ELSE account_id = (SELECT studio.current_account()) AND studio.is_member(organization_id) END);

DROP POLICY IF EXISTS "members delete their own views, admins shared ones" ON studio.named_view;

CREATE POLICY "members delete their own views, admins shared ones" ON studio.named_view FOR DELETE TO studio_service
    USING (CASE WHEN account_id = (SELECT studio.current_account())
                THEN NOT is_shared AND studio.is_member(organization_id) OR studio.may_edit(organization_id)
                ELSE is_shared AND studio.may_administer(organization_id) END);

GRANT SELECT ON studio.named_view TO studio_login;

GRANT SELECT, INSERT, DELETE, UPDATE (name, view, is_shared, version, changed_at, changed_by) ON studio.named_view TO studio_service;
