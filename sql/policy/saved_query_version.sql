ALTER TABLE studio.saved_query_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS "who sees a query sees its versions" ON studio.saved_query_version;

CREATE POLICY "who sees a query sees its versions" ON studio.saved_query_version FOR SELECT TO studio_login, studio_service
    USING (EXISTS (SELECT FROM studio.saved_query AS q WHERE q.id = saved_query_id));

DROP POLICY IF EXISTS "who changes a query adds a version" ON studio.saved_query_version;

CREATE POLICY "who changes a query adds a version" ON studio.saved_query_version FOR INSERT TO studio_service
    WITH CHECK (saved_by = (SELECT studio.current_account())
                AND EXISTS (SELECT FROM studio.saved_query AS q
                            WHERE q.id = saved_query_id AND (NOT q.is_shared OR studio.may_edit(q.organization_id))));

DROP POLICY IF EXISTS "who changes a query drops its oldest versions" ON studio.saved_query_version;

CREATE POLICY "who changes a query drops its oldest versions" ON studio.saved_query_version FOR DELETE TO studio_service
    USING (EXISTS (SELECT FROM studio.saved_query AS q
                   WHERE q.id = saved_query_id AND saved_query_version.version <= q.version - 100
                     AND (NOT q.is_shared OR studio.may_edit(q.organization_id))));

GRANT SELECT ON studio.saved_query_version TO studio_login;

GRANT SELECT, INSERT, DELETE ON studio.saved_query_version TO studio_service;
