-- Who may call what. Last in the script: it takes from PUBLIC what CREATE gave.
REVOKE ALL ON ALL TABLES IN SCHEMA studio FROM PUBLIC;

REVOKE ALL ON ALL ROUTINES IN SCHEMA studio FROM PUBLIC;

REVOKE ALL ON ALL ROUTINES IN SCHEMA studio_private FROM PUBLIC;

GRANT EXECUTE ON FUNCTION studio.current_account(), studio.organization_role(uuid), studio.is_member(uuid),
    studio.may_edit(uuid), studio.may_administer(uuid) TO studio_login, studio_service;

GRANT EXECUTE ON FUNCTION studio.login_link(name) TO studio_login;

GRANT EXECUTE ON FUNCTION studio.status(), studio.runners(), studio.cancel(uuid), studio.wait_until_ready(interval)
    TO studio_login, pg_read_all_stats;

-- The service's operations and what they are made of; not the two that write past the policies for definer functions.
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA studio_private TO studio_service;

REVOKE EXECUTE ON FUNCTION studio_private.account_of_role(oid), studio_private.start_session(uuid, jsonb),
    studio_private.issue_login_link(oid, bytea) FROM studio_service;
