-- Who may call what. Last in the script: it takes from PUBLIC what CREATE gave.
REVOKE ALL ON ALL TABLES IN SCHEMA studio FROM PUBLIC;

REVOKE ALL ON ALL ROUTINES IN SCHEMA studio FROM PUBLIC;

REVOKE ALL ON ALL ROUTINES IN SCHEMA studio_private FROM PUBLIC;

GRANT EXECUTE ON FUNCTION studio.current_account(), studio.organization_role(uuid), studio.is_member(uuid),
    studio.may_edit(uuid), studio.may_administer(uuid), studio.is_owner(uuid), studio.organizations_of(text),
    studio.members_of(uuid[]) TO studio_login, studio_service;

GRANT EXECUTE ON FUNCTION studio.login_link(name), studio.operation(text, jsonb), studio.create_organization(text),
    studio.invite(uuid, text, text), studio.set_member_role(uuid, uuid, text), studio.remove_member(uuid, uuid),
    studio.create_connection(text, text, name, uuid), studio.revoke_session(uuid), studio.accounts(), studio.connections(),
    studio.sessions(), studio.rotate_keys(boolean) TO studio_login;

GRANT EXECUTE ON FUNCTION studio.status(), studio.runners(), studio.cancel(uuid), studio.wait_until_ready(interval)
    TO studio_login, pg_read_all_stats;

-- The service's operations and what they are made of; not what writes past the policies for definer functions, nor triggers.
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA studio_private TO studio_service;

REVOKE EXECUTE ON FUNCTION studio_private.new_account(text, text, oid), studio_private.account_of_role(oid),
    studio_private.start_session(uuid, jsonb), studio_private.issue_login_link(oid, bytea),
    studio_private.keep_link(uuid, bytea), studio_private.waiting_invitation(jsonb), studio_private.record_change(),
    studio_private.keep_an_owner(), studio_private.forget_private_work(), studio_private.keep_a_tree(),
    studio_private.finish_rotation(text, text, boolean),
    studio_private.renew_secret(integer, bytea, bytea, text, text, text, integer, text, text) FROM studio_service;
