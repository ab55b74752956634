#include "gateway/routes.h"

#include "gateway/handlers/handlers.h"
#include "gateway/handlers/import.h"

namespace studio::gateway {

namespace {

using enum RouteAccess;
using enum Scope;
using handlers::relay;

// Whoever is signed in, by a sign-in or by a token with that scope.
constexpr Route own(const char* method, const char* pattern, Scope scope, Handler handler, const char* summary,
                    const char* query = "") {
  return {method, pattern, signed_in, scope, handler, summary, nullptr, query};
}

// The same, where an operation of the service runner does it all.
constexpr Route relayed(const char* method, const char* pattern, Scope scope, const char* operation,
                        const char* summary, const char* query = "") {
  return {method, pattern, signed_in, scope, relay, summary, operation, query};
}

constexpr Route for_all(const char* method, const char* pattern, RouteAccess access, Handler handler,
                        const char* summary) {
  return {method, pattern, access, none, handler, summary, nullptr, ""};
}

const Route table[] = {
    for_all("GET", "/healthz", always, handlers::health, "Is studio ready?"),
    for_all("GET", "/openapi.json", always, handlers::openapi, "This document"),
    for_all("POST", "/auth/login", open, handlers::login,
            "Sign in by a one-time link, by role and password, or by e-mail and password"),
    for_all("POST", "/auth/refresh", open, handlers::refresh, "A new access token for the refresh token"),
    for_all("POST", "/auth/logout", open, handlers::logout, "End this sign-in"),

    own("GET", "/me", read, handlers::me, "Who is signed in, and to what server"),
    relayed("PATCH", "/account", person, "update_account", "Change one's name or e-mail address"),
    relayed("DELETE", "/account", person, "delete_account", "Delete one's account and what is only one's own"),
    own("PUT", "/account/password", person, handlers::set_password, "Set one's password; other sign-ins end"),
    own("GET", "/sign-ins", person, handlers::list_sign_ins, "One's sign-ins, with device and last use"),
    own("DELETE", "/sign-ins", person, handlers::end_other_sign_ins, "End all one's sign-ins but this one"),
    relayed("DELETE", "/sign-ins/{id}", person, "delete_session", "End one sign-in"),
    relayed("GET", "/tokens", person, "list_tokens", "One's personal access tokens"),
    relayed("POST", "/tokens", person, "create_token", "Make a personal access token; it is told this once"),
    relayed("DELETE", "/tokens/{id}", person, "delete_token", "Revoke a personal access token"),

    relayed("GET", "/organizations", read, "list_organizations", "One's organizations"),
    relayed("POST", "/organizations", admin, "create_organization", "Make an organization; one owns it"),
    relayed("GET", "/organizations/{id}", read, "read_organization", "One organization"),
    relayed("PATCH", "/organizations/{id}", admin, "update_organization", "Change its name or what it keeps how long"),
    relayed("DELETE", "/organizations/{id}", admin, "delete_organization", "Delete an organization with all it has"),
    relayed("GET", "/organizations/{organization_id}/members", read, "list_members", "Who is in it, as what",
            "limit after"),
    relayed("PATCH", "/organizations/{organization_id}/members/{account_id}", admin, "update_member",
            "Give a member another role"),
    relayed("DELETE", "/organizations/{organization_id}/members/{account_id}", admin, "delete_member",
            "Take a member out, or leave"),
    relayed("POST", "/organizations/{organization_id}/members/{account_id}/link", person, "create_member_link",
            "Make a sign-in link for a member who forgot the password"),
    relayed("GET", "/organizations/{organization_id}/invitations", admin, "list_invitations", "Invitations that wait"),
    relayed("POST", "/organizations/{organization_id}/invitations", admin, "create_invitation",
            "Invite somebody by a link; it is told this once"),
    relayed("DELETE", "/invitations/{id}", admin, "delete_invitation", "Withdraw an invitation"),

    for_all("POST", "/invitations/read", open, handlers::read_invitation,
            "Who invites to what, by the invitation's token"),
    for_all("POST", "/invitations/accept", open, handlers::accept_invitation,
            "Join by an invitation's token: as who is signed in, or as a new account that is signed in with it"),

    own("GET", "/connections", read, handlers::list_connections, "The connections that the account may use"),
    own("POST", "/connections", admin, handlers::create_connection, "Create a connection"),
    own("GET", "/connections/defaults", read, handlers::connection_defaults, "What the first form is filled with"),
    own("POST", "/connections/test", admin, handlers::test_connection, "Try a connection without creating it"),
    own("GET", "/connections/{id}", read, handlers::read_connection, "One connection"),
    own("PATCH", "/connections/{id}", admin, handlers::update_connection, "Change a connection"),
    own("DELETE", "/connections/{id}", admin, handlers::delete_connection, "Delete a connection"),
    own("GET", "/connections/{id}/status", read, handlers::connection_status, "Does the connection work?"),
    own("GET", "/connections/{id}/catalog/{question}", read, handlers::catalog, "A question to the system catalogs",
        "schema relation"),
    // A token that allows no more than reading gets read-only sessions (query_ticket.cpp).
    own("POST", "/connections/{id}/query", read, handlers::query, "Run SQL; answers a stream of messages"),
    own("POST", "/connections/{id}/analyze", read, handlers::analyze,
        "What statements are, mean and risk, without running them"),
    own("POST", "/connections/{id}/explain", read, handlers::explain,
        "The plan of a statement; ANALYZE is rolled back"),
    own("POST", "/connections/{id}/effect", read, handlers::effect, "What destructive statements would take along"),
    own("POST", "/connections/{id}/export", read, handlers::export_query, "The rows of a query as a file"),
    own("POST", "/connections/{id}/export/link", read, handlers::create_export_link,
        "A link by which a browser saves such a file; good once"),
    for_all("GET", "/exports/{link}", open, handlers::follow_export_link, "The file that such a link is for"),
    own("POST", "/connections/{id}/rows/select", read, handlers::rows_select, "A page of a relation's rows"),
    own("POST", "/connections/{id}/rows/change", write, handlers::rows_change,
        "Insert, update and delete rows, all or none"),
    own("POST", "/connections/{id}/import", write, handlers::import_part, "A part of a file into a table"),
    own("GET", "/queries", read, handlers::list_queries, "Queries that run, wait, or are kept in the background",
        "scope organization_id"),
    own("GET", "/queries/{query_id}", read, handlers::read_query, "How far a running query is, and what it waits for"),
    own("DELETE", "/queries/{query_id}", read, handlers::cancel_query, "Cancel a query, or end its session",
        "terminate"),
    own("POST", "/queries/{query_id}/background", read, handlers::to_background,
        "Let a socket's query go on without it"),
    own("GET", "/queries/{query_id}/result", read, handlers::read_result, "What a query in the background has given"),
    own("GET", "/sessions", read, handlers::list_sessions, "The account's named runner sessions"),
    own("DELETE", "/sessions/{session}", read, handlers::end_session, "End a named session", "connection"),
    own("POST", "/sessions/{session}/keep", read, handlers::keep_session, "Begin the idle time of a session anew",
        "connection"),
    own("GET", "/sessions/{session}/locks", read, handlers::session_locks, "The locks that a session holds",
        "connection"),

    relayed("GET", "/history", read, "list_history", "Queries that were run, the newest first",
            "scope organization_id connection_id account_id status min_duration_ms search limit after"),
    relayed("GET", "/audit", admin, "list_audit", "Who did what, the newest first",
            "scope organization_id account_id action limit after"),
    relayed("GET", "/connections/{connection_id}/named-views", read, "list_named_views", "Named views of a relation",
            "relation_schema relation_name limit after"),
    relayed("POST", "/connections/{connection_id}/named-views", write, "create_named_view",
            "Keep a view of a relation's rows under a name"),
    relayed("GET", "/named-views/{id}", read, "read_named_view", "One named view"),
    relayed("PATCH", "/named-views/{id}", write, "update_named_view", "Change a named view"),
    relayed("DELETE", "/named-views/{id}", write, "delete_named_view", "Delete a named view"),
    relayed("GET", "/saved-queries", read, "list_saved_queries", "Saved queries of an organization",
            "organization_id folder_id connection_id search limit after"),
    relayed("POST", "/saved-queries", write, "create_saved_query", "Save a query"),
    relayed("GET", "/saved-queries/{id}", read, "read_saved_query", "One saved query"),
    relayed("PATCH", "/saved-queries/{id}", write, "update_saved_query", "Change a saved query; makes a version"),
    relayed("DELETE", "/saved-queries/{id}", write, "delete_saved_query", "Delete a saved query"),
    relayed("GET", "/saved-queries/{id}/versions", read, "list_saved_query_versions", "Its versions"),
    relayed("GET", "/saved-queries/{id}/versions/{version}", read, "read_saved_query_version", "One version"),
    relayed("GET", "/folders", read, "list_folders", "Folders of an organization's saved queries", "organization_id"),
    relayed("POST", "/folders", write, "create_folder", "Make a folder"),
    relayed("PATCH", "/folders/{id}", write, "update_folder", "Change a folder's name or place"),
    relayed("DELETE", "/folders/{id}", write, "delete_folder",
            "Delete a folder with the folders in it; their queries move to the top"),

    for_all("GET", "/socket", open, handlers::open_socket,
            "WebSocket, subprotocol studio.v1; authenticates by its first message"),
};

} // namespace

std::span<const Route> route_table() { return table; }

const http::Router<const Route*>& routes() {
  static const http::Router<const Route*> router = [] {
    http::Router<const Route*> made;
    for (const Route& route : table) {
      made.add(route.method, route.pattern, &route);
    }
    return made;
  }();
  return router;
}

} // namespace studio::gateway
