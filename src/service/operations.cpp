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
    {"list_connections", "SELECT studio_private.list_connections($1)", Identity::needed, Standby::works},
    {"connection_defaults", "SELECT studio_private.connection_defaults($1)", Identity::needed, Standby::works},
    {"create_connection", "SELECT studio_private.create_connection($1)", Identity::needed, Standby::refused},
    {"test_connection", "SELECT studio_private.test_connection($1)", Identity::needed, Standby::works},
    {"read_connection", "SELECT studio_private.read_connection($1)", Identity::needed, Standby::works},
    {"update_connection", "SELECT studio_private.update_connection($1)", Identity::needed, Standby::refused},
    {"delete_connection", "SELECT studio_private.delete_connection($1)", Identity::needed, Standby::refused},
    {"connection_grant", "SELECT studio_private.connection_grant($1)", Identity::needed, Standby::works},
    {"connection_status", "SELECT studio_private.connection_status($1)", Identity::needed, Standby::works},
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
