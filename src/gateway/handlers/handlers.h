// Every handler, one source file a resource. What each takes and gives stands in doc/protocol.md.
#pragma once

#include "core/json_writer.h"
#include "gateway/call.h"
#include "gateway/gateway.h"

namespace studio::gateway::handlers {

// relay.cpp
void relay(Gateway& gateway, const Call& call);
// What an operation of the service runner says to this account is the answer, with that status; 204 leaves its words out.
void answer_operation(Gateway& gateway, const Call& call, const char* operation, std::string argument, int status);
// health.cpp
void health(Gateway& gateway, const Call& call);
void openapi(Gateway& gateway, const Call& call);
// sign_in.cpp
void login(Gateway& gateway, const Call& call);
void refresh(Gateway& gateway, const Call& call);
void logout(Gateway& gateway, const Call& call);
void me(Gateway& gateway, const Call& call);
// connection.cpp
void list_connections(Gateway& gateway, const Call& call);
void connection_defaults(Gateway& gateway, const Call& call);
void create_connection(Gateway& gateway, const Call& call);
void test_connection(Gateway& gateway, const Call& call);
void read_connection(Gateway& gateway, const Call& call);
void update_connection(Gateway& gateway, const Call& call);
void delete_connection(Gateway& gateway, const Call& call);
// connection_status.cpp
void connection_status(Gateway& gateway, const Call& call);
// password.cpp
void set_password(Gateway& gateway, const Call& call);
// invitation.cpp
void read_invitation(Gateway& gateway, const Call& call);
void accept_invitation(Gateway& gateway, const Call& call);
// sign_ins.cpp
void list_sign_ins(Gateway& gateway, const Call& call);
void end_other_sign_ins(Gateway& gateway, const Call& call);
// analyze.cpp
void analyze(Gateway& gateway, const Call& call);
// explain.cpp
void explain(Gateway& gateway, const Call& call);
void effect(Gateway& gateway, const Call& call);
// export.cpp
void export_query(Gateway& gateway, const Call& call);
void create_export_link(Gateway& gateway, const Call& call);
void follow_export_link(Gateway& gateway, const Call& call);
// query.cpp
void query(Gateway& gateway, const Call& call);
void rows_select(Gateway& gateway, const Call& call);
void rows_change(Gateway& gateway, const Call& call);
void list_queries(Gateway& gateway, const Call& call);
void cancel_query(Gateway& gateway, const Call& call);
// query_activity.cpp
void read_query(Gateway& gateway, const Call& call);
// The caller's query that the path names; throws ST006 where there is none.
TicketPtr own_query(Gateway& gateway, const Call& call);
// background.cpp
// Submits a ticket that nobody waits for; answers it, or throws why it was refused.
void start_in_background(Gateway& gateway, const Call& call, const TicketPtr& ticket);
void to_background(Gateway& gateway, const Call& call);
void read_result(Gateway& gateway, const Call& call);
// session_use.cpp
void keep_session(Gateway& gateway, const Call& call);
void session_locks(Gateway& gateway, const Call& call);
// session.cpp
void list_sessions(Gateway& gateway, const Call& call);
void write_session(core::JsonWriter& json, const SessionView& session);
void end_session(Gateway& gateway, const Call& call);
// catalog.cpp
void catalog(Gateway& gateway, const Call& call);
// socket.cpp
void open_socket(Gateway& gateway, const Call& call);

} // namespace studio::gateway::handlers
