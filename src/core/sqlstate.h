// The SQLSTATEs that studio itself raises. PostgreSQL's own come first, then our class ST. `doc/errors.md` explains each.
#pragma once

namespace studio::core::sqlstate {

constexpr char cannot_connect[] = "08001"; // no connection to the remote server could be made
constexpr char connection_failure[] = "08006";
constexpr char transaction_resolution_unknown[] = "08007"; // it is not known whether a transaction was committed
constexpr char protocol_violation[] = "08P01";
constexpr char feature_not_supported[] = "0A000";
constexpr char invalid_role_specification[] = "0P000";
constexpr char cardinality_violation[] = "21000";
constexpr char invalid_parameter_value[] = "22023";
constexpr char invalid_text_representation[] = "22P02";
constexpr char untranslatable_character[] = "22P05";
constexpr char character_not_in_repertoire[] = "22021";
constexpr char active_sql_transaction[] = "25001";
constexpr char read_only_sql_transaction[] = "25006";
constexpr char invalid_authorization[] = "28000";
constexpr char invalid_password[] = "28P01";
constexpr char undefined_database[] = "3D000";
constexpr char insufficient_privilege[] = "42501";
constexpr char syntax_error[] = "42601";
constexpr char undefined_column[] = "42703";
constexpr char undefined_object[] = "42704";
constexpr char undefined_parameter[] = "42P02";
constexpr char undefined_table[] = "42P01";
constexpr char out_of_memory[] = "53200";
constexpr char too_many_connections[] = "53300";
constexpr char configuration_limit_exceeded[] = "53400";
constexpr char program_limit_exceeded[] = "54000";
constexpr char object_not_in_prerequisite_state[] = "55000";
constexpr char object_in_use[] = "55006";
constexpr char query_canceled[] = "57014";
constexpr char admin_shutdown[] = "57P01";
constexpr char cannot_connect_now[] = "57P03";
constexpr char internal_error[] = "XX000";

constexpr char session_reset[] = "ST001";      // notice: an open transaction of an unnamed request was rolled back
constexpr char no_runner[] = "ST002";          // every runner is busy and the queue's time is over
constexpr char key_file[] = "ST003";           // the key file is missing or others may read it
constexpr char needs_proof[] = "ST004";        // the proof that a connection may act as its role lapsed
constexpr char not_installed[] = "ST005";      // CREATE EXTENSION studio has not been run in studio.database
constexpr char not_found[] = "ST006";          // no such route or object, or not for this account
constexpr char method_not_allowed[] = "ST007"; // the route exists, not with this method
constexpr char too_large[] = "ST008";          // a header, body or message above its limit
constexpr char wrong_host[] = "ST009";         // Host or Origin outside studio.allowed_hosts
constexpr char client_stalled[] = "ST010";     // the reader took nothing for studio.client_stall_timeout
constexpr char needs_password[] = "ST011";     // the password of a remote connection is missing or cannot be opened
constexpr char cancelled_too_late[] = "ST012"; // notice: what was to be cancelled had been done
constexpr char row_changed[] = "ST013";        // a row is not as it was read
constexpr char row_gone[] = "ST014";           // a row that is to be changed is not there
constexpr char row_kept[] = "ST015";           // a policy, trigger or rule kept a row from being changed
constexpr char session_lost[] = "ST016";       // the session that a request goes on with is not there any more
constexpr char rows_not_kept[] = "ST017";      // notice: rows of a query in the background are left out

} // namespace studio::core::sqlstate
