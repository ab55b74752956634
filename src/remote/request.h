// Runs one request on a remote server and sends its frames, as runner/ does on a local one.
//
// Bridge room. One object for the life of the process: it holds the connection and what is known of its session.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/json_writer.h"
#include "imports/pieces.h"
#include "remote/connection.h"
#include "remote/effect_targets.h"
#include "remote/file_rows.h"
#include "remote/frames.h"
#include "remote/statements.h"
#include "remote/type_names.h"
#include "rows/change.h"
#include "rows/select.h"
#include "syntax/parameters.h"

namespace studio::remote {

constexpr size_t plan_limit_bytes = 16 * 1024 * 1024;

class RequestRunner {
public:
  RequestRunner(Connection& connection, Frames& frames, bool is_transaction_pooling);

  // From `begin` to `end`. Throws nothing; afterwards the connection may be down, and then the process is to go.
  void serve(const channel::Request& request);

private:
  void prepare();
  void tell_late_cancel();
  void check_text() const;
  void run_analyze();
  void run_query();
  void take_parameters(std::string& sql, uint32 first = 0);
  void check_script(const std::string& sql, const Statements& statements) const;
  void run_file();
  void begin_file(const PGresult* result);
  void take_file_row(const PGresult* result);
  bool end_file(std::string_view tag);
  void finish_file(FileRows& file, bool is_done, const PGresult* before);
  void restore_output_settings(const PGresult* before);
  void run_explain();
  std::optional<std::string> explain(const Statement& statement);
  std::string tables_json(const std::string& plan);
  ResultPtr run_own(const char* sql, int count = 0, const char* const* values = nullptr);
  void enter_block(bool is_read_only);
  void leave_block(bool is_kept);
  // Does something that is taken back.
  template <typename Do>
  void in_block(bool is_read_only, Do act) {
    enter_block(is_read_only);
    try {
      act();
    } catch (const core::Error&) {
      leave_block(false);
      throw;
    }
    leave_block(false);
  }
  void check_one_statement(const Statements& statements, const char* what) const;
  void run_effect();
  void tell_effects(core::JsonWriter& json, const Statements& statements);
  void tell_effect(core::JsonWriter& json, const Statement& statement, Node* tree, int index);
  std::optional<core::Error> look_at(EffectTargets& targets, const Statement& statement, Node* tree);
  void plan_effect(EffectTargets& targets, const Statement& statement);
  void check_dry_run(const Statements& statements) const;
  void tell_dry_run(core::JsonWriter& json, const Statements& statements);
  double count_before(Node* tree);
  double try_statement(const Statement& statement);
  struct Import;
  void run_import();
  void write_part(Import& import);
  void commit_part();
  void abandon_part();
  void write_import(Import& import);
  void prepare_import(Import& import);
  void write_in_pieces(Import& import);
  int64 write_records(const Import& import, const imports::Range& range);
  int64 copy_records(const Import& import, const imports::Range& range);
  void place_line(const Import& import, const imports::Range& range, core::Error& error);
  static void note_bad_line(Import& import, int64 line, const core::Error& error);
  void commit();
  void run_rows_select();
  std::string page_cursors(const rows::Request& wanted, const rows::Select& select) const;
  void run_rows_change();
  bool make_changes(const rows::ChangeList& list);
  [[noreturn]] void refuse_change(const rows::Change& change, const rows::ChangeColumns& columns,
                                  const char* const* values);
  void tell_transaction();
  void commit_changes();
  void run_read_only(const Statements& statements);
  void make_read_only();
  void run_wrapped(const Statement& statement);
  bool wants_cursor(const Statement& statement) const;
  bool wants_cursors(const Statements& statements) const;
  void run_one_by_one(const Statements& statements);
  void run_by_cursor(const Statement& statement);
  void send_text(const std::string& sql);
  struct Bound {
    std::string text;
    std::vector<const char*> values;
  };
  Bound bind(const Statement& statement) const;
  void send_bound(const Statement& statement);
  void send_with(const char* sql, size_t count, const char* const* values);
  void begin(const char* sql);
  std::vector<std::optional<std::string>> keys_of(const PGresult* result) const;
  bool take_results();
  bool take_result(PGresult* result);
  void take_row(const PGresult* result);
  void begin_result(const PGresult* result);
  void take_copy(const PGresult* result);
  void finish_statement(const PGresult* result);
  bool fail(core::Error error);
  void place(core::Error& error) const;
  void send_notices();
  void leave_clean();
  std::string settings();
  std::string columns(const PGresult* result);

  static void receive_notice(void* self, const PGresult* result);

  Connection& connection_;
  Frames& frames_;
  TypeNames types_;
  bool is_transaction_pooling_;
  bool may_be_changed_ = false;    // the session may hold what a clean one does not
  std::string hidden_settings_[2]; // bytea_output, extra_float_digits: the server does not report them

  const channel::Request* request_ = nullptr;
  channel::EndStatus status_ = channel::EndStatus::ok;
  bool has_result_ = false;
  bool may_stop_ = false; // the statement is a lone SELECT: it is told to stop behind the row limit
  bool is_stopped_ = false;
  bool refused_copy_ = false;
  std::vector<const char*> parameters_; // $1…; a named one stands where its name came first
  syntax::NamedText named_ = {};        // the text as it is run, where it names parameters
  bool is_script_ = false;              // several statements
  int position_offset_ = 0;             // from a place in what the server was sent to one in the request's text
  bool is_by_cursor_ = false;           // the statement's rows are fetched
  bool is_block_ours_ = false;          // enter_block() began the transaction
  FileRows* file_ = nullptr;            // where the rows go instead of the client
  std::optional<core::Error> file_error_;
  int64 row_count_ = 0;
  bool is_truncated_ = false;
  bool was_truncated_ = false;                         // the last statement
  int64 row_limit_ = 0;                                // 0 = none
  int hidden_columns_ = 0;                             // of the end of each row: a page's keys
  std::vector<std::optional<std::string>> first_keys_; // of the first row
  std::vector<std::optional<std::string>> last_keys_;  // of the last row sent
  bool must_change_one_ = false;                       // a statement that changed no row, or several, is not complete
  int64 changed_rows_ = 0;
  int64 next_byte_ =
      -1; // where the part of a file that went in last has ended; -1 where that is not known, or it failed
  int64 copied_line_ = 0;        // of the file, at which COPY was when it failed; 0 where it does not say
  bool hides_positions_ = false; // the statement is ours: a place in it says nothing
  int64 statement_started_ms_ = 0;
  std::string row_;
  std::vector<core::Error> notices_;
  int notice_count_ = 0;
};

} // namespace studio::remote
