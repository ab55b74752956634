// A part of a file into a relation of a remote server, as runner/import.cpp does here: by COPY over the line, or through a temporary
// table. Without an open transaction the part is one of its own.
#include <cstdlib>
#include <cstring>

#include "core/json_writer.h"
#include "core/sqlstate.h"
#include "imports/pieces.h"
#include "imports/statements.h"
#include "pg/guard.h"
#include "remote/request.h"
#include "remote/server_report.h"

namespace studio::remote {

namespace {

namespace sqlstate = core::sqlstate;

// $1 relation, as SQL text. One row for each column that an INSERT could name, or one without. May COPY write to it straight, as
// this role? Not to a view, nor past row-level security.
constexpr char target_question[] = R"sql(
SELECT c.relkind OPERATOR(pg_catalog.<>) 'v' AND NOT pg_catalog.row_security_active(c.oid), a.attname,
       pg_catalog.quote_ident(n.nspname::pg_catalog.text) OPERATOR(pg_catalog.||) '.' OPERATOR(pg_catalog.||) pg_catalog.quote_ident(t.typname::pg_catalog.text)
FROM pg_catalog.pg_class AS c
LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid OPERATOR(pg_catalog.=) c.oid AND a.attnum OPERATOR(pg_catalog.>) 0 AND NOT a.attisdropped
LEFT JOIN pg_catalog.pg_type AS t ON t.oid OPERATOR(pg_catalog.=) a.atttypid
LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) t.typnamespace
WHERE c.oid OPERATOR(pg_catalog.=) $1::pg_catalog.regclass::pg_catalog.oid)sql";
enum TargetField { target_may_copy, target_column, target_type, target_fields };

// A failure of COPY or of the INSERT behind it: what the server said, and which of its functions said it.
struct Refusal {
  core::Error error;
  std::string function;
};

Refusal read_refusal(const PGresult* result) {
  return {read_report(result, "ERROR"), bounded_text(PQresultErrorField(result, PG_DIAG_SOURCE_FUNCTION), 256)};
}

// Where `COPY name, line N` says a line, the digits of it; empty where it does not. The words may be of any language, the name any.
std::string_view line_digits(std::string_view where, const std::string& relation) {
  std::string head = "COPY " + relation + ", ";
  size_t at = where.compare(0, head.size(), head) == 0 ? 0 : where.find("\n" + head);
  if (at == std::string_view::npos) {
    return {};
  }
  size_t begin = where.find_first_of("0123456789", at + head.size() + (at == 0 ? 0 : 1));
  if (begin == std::string_view::npos || where.substr(at + 1, begin - at).find('\n') != std::string_view::npos) {
    return {};
  }
  size_t end = where.find_first_not_of("0123456789", begin);
  return where.substr(begin, (end == std::string_view::npos ? where.size() : end) - begin);
}

} // namespace

// One part, as it is written.
struct RequestRunner::Import {
  imports::Options options = {};
  imports::Records records = {};
  bool is_staged = false;
  const char* copy = nullptr;   // COPY … FROM STDIN
  const char* insert = nullptr; // from the temporary table to the relation
  std::string copied_to;        // as COPY names it in its errors
  int64 row_count = 0;
  int64 bad_count = 0;
  core::JsonWriter bad_lines;
};

namespace {

struct Refused {
  Refusal refusal;
};

} // namespace

// The rows that COPY counts. Throws Refused for what the server says of it.
int64 RequestRunner::copy_records(const Import& import, const imports::Range& range) {
  const imports::Record* items = import.records.items;
  const char* begin = import.records.data + items[range.first].begin;
  const char* end = import.records.data + items[range.last - 1].end;
  if (PQsendQuery(connection_.raw(), import.copy) == 0) {
    connection_.fail_lost();
  }
  std::optional<Refusal> refusal;
  int64 rows = 0;
  while (ResultPtr result = connection_.next()) {
    send_notices();
    switch (PQresultStatus(result.get())) {
    case PGRES_COPY_IN:
      connection_.put_copy_data({begin, static_cast<size_t>(end - begin)});
      break;
    case PGRES_COMMAND_OK:
      rows = std::strtoll(PQcmdTuples(result.get()), nullptr, 10);
      break;
    case PGRES_FATAL_ERROR:
      refusal = read_refusal(result.get());
      break;
    default:
      connection_.close();
      throw core::Error(sqlstate::protocol_violation, "the remote server broke the protocol");
    }
  }
  if (refusal) {
    place_line(import, range, refusal->error);
    throw Refused{*refusal};
  }
  return rows;
}

// COPY counts the lines that it was sent; told are those of the file.
void RequestRunner::place_line(const Import& import, const imports::Range& range, core::Error& error) {
  std::string_view digits = line_digits(error.where, import.copied_to);
  copied_line_ = 0;
  if (!digits.empty() && digits.size() < 18) {
    copied_line_ = std::strtoll(std::string(digits).c_str(), nullptr, 10) + import.records.items[range.first].line - 1;
    size_t at = static_cast<size_t>(digits.data() - error.where.data());
    error.where.replace(at, digits.size(), std::to_string(copied_line_));
  }
}

int64 RequestRunner::write_records(const Import& import, const imports::Range& range) {
  copied_line_ = 0;
  int64 rows = copy_records(import, range);
  if (!import.is_staged) {
    return rows;
  }
  ResultPtr inserted = connection_.run(import.insert);
  send_notices();
  if (!inserted || PQresultStatus(inserted.get()) == PGRES_FATAL_ERROR) {
    throw Refused{read_refusal(inserted.get())};
  }
  rows = std::strtoll(PQcmdTuples(inserted.get()), nullptr, 10);
  run_own(imports::staging_truncate);
  return rows;
}

void RequestRunner::note_bad_line(Import& import, int64 line, const core::Error& error) {
  if (import.bad_count >= import.options.skip_bad_lines) {
    throw core::Error(error);
  }
  import.bad_count++;
  import.bad_lines.begin_object().key("line").integer(line).key("code").string(error.code);
  import.bad_lines.key("message").string(error.message).key("detail").string_or_null(error.detail);
  import.bad_lines.key("where").string_or_null(error.where).end_object();
}

// Writes what can be written and notes the rest.
void RequestRunner::write_in_pieces(Import& import) {
  imports::Pieces pieces;
  pg::call([&] { imports::pieces_begin(&pieces, import.records); });
  imports::Range range;
  while (imports::pieces_next(&pieces, &range)) {
    run_own("SAVEPOINT studio_import");
    try {
      import.row_count += write_records(import, range);
    } catch (const Refused& refused) {
      const Refusal& refusal = refused.refusal;
      if (!connection_.is_up() || !imports::is_of_line(refusal.error.code.c_str(), refusal.function.c_str())) {
        throw;
      }
      run_own("ROLLBACK TO SAVEPOINT studio_import");
      if (range.last - range.first == 1) {
        note_bad_line(import, import.records.items[range.first].line, refusal.error);
      } else {
        pg::call([&] { imports::pieces_cut(&pieces, range, copied_line_); });
      }
    }
    run_own("RELEASE SAVEPOINT studio_import");
  }
}

// What there is to write to, and how.
void RequestRunner::prepare_import(Import& import) {
  const imports::Options& options = import.options;
  std::string name = pg::call([&] { return quote_qualified_identifier(options.schema, options.relation); });
  const char* values[] = {name.c_str()};
  ResultPtr answer = run_own(target_question, 1, values);
  need_table(answer.get(), target_fields);
  bool may_copy = PQntuples(answer.get()) > 0 && strcmp(PQgetvalue(answer.get(), 0, target_may_copy), "t") == 0;
  bool maps_all = true;
  std::vector<const char*> types(static_cast<size_t>(Max(options.column_count, 1)), nullptr);
  for (int i = 0; i < options.column_count; i++) {
    const char* column = options.columns[i];
    maps_all = maps_all && column != nullptr;
    const char*& type = types[static_cast<size_t>(i)];
    for (int row = 0; column != nullptr && row < PQntuples(answer.get()); row++) {
      type = strcmp(PQgetvalue(answer.get(), row, target_column), column) == 0
                 ? PQgetvalue(answer.get(), row, target_type)
                 : type;
    }
    if (column != nullptr && type == nullptr) {
      throw core::Error(sqlstate::undefined_column, std::string("column \"") + column + "\" of relation \"" +
                                                        options.relation + "\" does not exist");
    }
  }
  import.is_staged = !maps_all || imports::is_ndjson(options) || options.key_count > 0 || !may_copy;
  import.copied_to = import.is_staged ? imports::staging_table : options.relation;
  import.copy = pg::call([&] { return imports::copy_statement(options, import.is_staged);
});
if (import.is_staged) {
  run_own(pg::call([&] { return imports::staging_create(options, types.data()); }));
    import.insert = pg::call([&] { return imports::staging_insert(options, types.data());
});
} // namespace studio::remote
}

void RequestRunner::write_import(Import& import) {
  if (import.records.count == 0) {
    return;
  }
  prepare_import(import);
  if (import.options.skip_bad_lines > 0) {
    write_in_pieces(import);
  } else {
    import.row_count = write_records(import, {0, import.records.count});
  }
  if (import.is_staged) {
    run_own(imports::staging_drop);
  }
}

// In a transaction of its own where none is open.
void RequestRunner::write_part(Import& import) {
  is_block_ours_ = connection_.transaction() == PQTRANS_IDLE;
  try {
    if (is_block_ours_) {
      begin("BEGIN");
    }
    write_import(import);
    if (is_block_ours_) {
      commit_part();
    }
  } catch (const Refused& refused) {
    abandon_part();
    throw core::Error(refused.refusal.error);
  } catch (const core::Error&) {
    abandon_part();
    throw;
  }
}

void RequestRunner::commit_part() {
  try {
    commit();
  } catch (const core::Error& error) {
    // Whoever ends the server's process (57P..) may do so when the commit is written, and not yet answered.
    bool may_be_committed = error.code == sqlstate::connection_failure || error.code.compare(0, 3, "57P") == 0;
    if (!may_be_committed) {
      throw;
    }
    throw core::Error(sqlstate::transaction_resolution_unknown,
                      "the connection to the remote server was lost while rows were committed")
        .with_detail("It is not known whether the rows of this part of the file came in.");
  }
}

void RequestRunner::abandon_part() {
  if (is_block_ours_) {
    leave_block(false);
  }
}

void RequestRunner::run_import() {
  const channel::RequestHeader& header = request_->header;
  if (header.parameter_count != 2 || request_->parameters[0] == nullptr || request_->parameters[1] == nullptr) {
    throw core::Error(sqlstate::protocol_violation, "malformed import request");
  }
  if ((header.flags & channel::request_flag::read_only) != 0) {
    throw core::Error(sqlstate::read_only_sql_transaction, "cannot execute COPY FROM in a read-only transaction");
  }
  hides_positions_ = true;
  may_be_changed_ = true;
  Import import;
  std::string options(request_->parameters[0], static_cast<size_t>(request_->lengths[0]));
  pg::call([&] { imports::read_options(&import.options, options.c_str()); });
  int64 expected_byte = next_byte_;
  next_byte_ = -1;
  if (import.options.follows && import.options.first_byte != expected_byte) {
    next_byte_ = expected_byte; // sent ahead of what it follows, or behind a part that was not taken whole
  } else {
    pg::call([&] {
      imports::find_records(&import.records, import.options, request_->parameters[1],
                            static_cast<size_t>(request_->lengths[1]));
    });
    write_part(import);
    if (import.options.first_byte >= 0) {
      next_byte_ = import.options.first_byte + static_cast<int64>(import.records.taken);
    }
  }
  frames_.count_rows(import.row_count);
  core::JsonWriter json;
  json.begin_object().key("rows").integer(import.row_count);
  json.key("bytes").integer(static_cast<int64>(import.records.taken)).key("lines").integer(import.records.lines);
  json.key("bad_lines").begin_array().raw(import.bad_lines.text()).end_array().end_object();
  frames_.answer(json.take());
}

} // namespace studio::remote
