#include "service/operations.h"

namespace studio::service {

namespace {

// The only SQL that the service worker sends; names are qualified and nothing is pasted into it.
const Operation operations[operation_count] = {
    {"redeem_link", "SELECT studio_private.redeem_link($1)", Identity::anonymous, Standby::refused},
    {"begin_session", "SELECT studio_private.begin_session($1)", Identity::anonymous, Standby::refused},
    {"refresh_session", "SELECT studio_private.refresh_session($1)", Identity::needed, Standby::works},
    {"end_session", "SELECT studio_private.end_session($1)", Identity::needed, Standby::refused},
    {"session_state", "SELECT studio_private.session_state($1)", Identity::needed, Standby::works},
    {"me", "SELECT studio_private.me($1)", Identity::needed, Standby::works},
    {"update_account", "SELECT studio_private.update_account($1)", Identity::needed, Standby::refused},
    {"delete_account", "SELECT studio_private.delete_account($1)", Identity::needed, Standby::refused},
    {"list_organizations", "SELECT studio_private.list_organizations($1)", Identity::needed, Standby::works},
    {"read_organization", "SELECT studio_private.read_organization($1)", Identity::needed, Standby::works},
    {"create_organization", "SELECT studio_private.create_organization($1)", Identity::needed, Standby::refused},
    {"update_organization", "SELECT studio_private.update_organization($1)", Identity::needed, Standby::refused},
    {"delete_organization", "SELECT studio_private.delete_organization($1)", Identity::needed, Standby::refused},
    {"list_members", "SELECT studio_private.list_members($1)", Identity::needed, Standby::works},
    {"update_member", "SELECT studio_private.update_member($1)", Identity::needed, Standby::refused},
    {"delete_member", "SELECT studio_private.delete_member($1)", Identity::needed, Standby::refused},
    {"list_invitations", "SELECT studio_private.list_invitations($1)", Identity::needed, Standby::works},
    {"create_invitation", "SELECT studio_private.create_invitation($1)", Identity::needed, Standby::refused},
    {"delete_invitation", "SELECT studio_private.delete_invitation($1)", Identity::needed, Standby::refused},
    {"read_invitation", "SELECT studio_private.read_invitation($1)", Identity::anonymous, Standby::refused},
    {"accept_invitation", "SELECT studio_private.accept_invitation($1)", Identity::anonymous, Standby::refused},
    {"list_sessions", "SELECT studio_private.list_sessions($1)", Identity::needed, Standby::works},
    {"delete_session", "SELECT studio_private.delete_session($1)", Identity::needed, Standby::refused},
    {"delete_sessions", "SELECT studio_private.delete_sessions($1)", Identity::needed, Standby::refused},
    {"password_of", "SELECT studio_private.password_of($1)", Identity::anonymous, Standby::works},
    {"set_password", "SELECT studio_private.set_password($1)", Identity::needed, Standby::refused},
    {"create_member_link", "SELECT studio_private.create_member_link($1)", Identity::needed, Standby::refused},
    {"list_tokens", "SELECT studio_private.list_tokens($1)", Identity::needed, Standby::works},
    {"create_token", "SELECT studio_private.create_token($1)", Identity::needed, Standby::refused},
    {"delete_token", "SELECT studio_private.delete_token($1)", Identity::needed, Standby::refused},
    {"use_token", "SELECT studio_private.use_token($1)", Identity::anonymous, Standby::works},
    {"list_connections", "SELECT studio_private.list_connections($1)", Identity::needed, Standby::works},
    {"connection_defaults", "SELECT studio_private.connection_defaults($1)", Identity::needed, Standby::works},
    {"create_connection", "SELECT studio_private.create_connection($1)", Identity::needed, Standby::refused},
    {"test_connection", "SELECT studio_private.test_connection($1)", Identity::needed, Standby::works},
    {"read_connection", "SELECT studio_private.read_connection($1)", Identity::needed, Standby::works},
    {"update_connection", "SELECT studio_private.update_connection($1)", Identity::needed, Standby::refused},
    {"delete_connection", "SELECT studio_private.delete_connection($1)", Identity::needed, Standby::refused},
    {"connection_grant", "SELECT studio_private.connection_grant($1)", Identity::needed, Standby::works},
    {"connection_status", "SELECT studio_private.connection_status($1)", Identity::needed, Standby::works},
    {"activity_rights", "SELECT studio_private.activity_rights($1)", Identity::needed, Standby::works},
    {"list_history", "SELECT studio_private.list_history($1)", Identity::needed, Standby::works},
    {"append_history", "SELECT studio_private.append_history($1)", Identity::anonymous, Standby::refused},
    {"prune_history", "SELECT studio_private.prune_history($1)", Identity::anonymous, Standby::refused},
    {"list_audit", "SELECT studio_private.list_audit($1)", Identity::needed, Standby::works},
    {"append_audit", "SELECT studio_private.append_audit($1)", Identity::anonymous, Standby::refused},
    {"prune_audit", "SELECT studio_private.prune_audit($1)", Identity::anonymous, Standby::refused},
    {"list_saved_queries", "SELECT studio_private.list_saved_queries($1)", Identity::needed, Standby::works},
    {"read_saved_query", "SELECT studio_private.read_saved_query($1)", Identity::needed, Standby::works},
    {"create_saved_query", "SELECT studio_private.create_saved_query($1)", Identity::needed, Standby::refused},
    {"update_saved_query", "SELECT studio_private.update_saved_query($1)", Identity::needed, Standby::refused},
    {"delete_saved_query", "SELECT studio_private.delete_saved_query($1)", Identity::needed, Standby::refused},
    {"list_saved_query_versions", "SELECT studio_private.list_saved_query_versions($1)", Identity::needed,
     Standby::works},
    {"read_saved_query_version", "SELECT studio_private.read_saved_query_version($1)", Identity::needed,
     Standby::works},
    {"list_named_views", "SELECT studio_private.list_named_views($1)", Identity::needed, Standby::works},
    {"read_named_view", "SELECT studio_private.read_named_view($1)", Identity::needed, Standby::works},
    {"create_named_view", "SELECT studio_private.create_named_view($1)", Identity::needed, Standby::refused},
    {"update_named_view", "SELECT studio_private.update_named_view($1)", Identity::needed, Standby::refused},
    {"delete_named_view", "SELECT studio_private.delete_named_view($1)", Identity::needed, Standby::refused},
    {"list_folders", "SELECT studio_private.list_folders($1)", Identity::needed, Standby::works},
    {"create_folder", "SELECT studio_private.create_folder($1)", Identity::needed, Standby::refused},
    {"update_folder", "SELECT studio_private.update_folder($1)", Identity::needed, Standby::refused},
    {"delete_folder", "SELECT studio_private.delete_folder($1)", Identity::needed, Standby::refused},
};

} // namespace

int find_operation(std::string_view name) {
  for (int place = 0; place < operation_count; place++) {
    if (name == operations[place].name) {
      return place;
    }
  }
  return -1;
}

const Operation& operation(int place) { return operations[place]; }

} // namespace studio::service
