// Parameters of a request: names become numbers, and each statement of a script takes the ones that it uses. The extended
// protocol binds all that a statement has and no more, so a script's statements are numbered anew, in place.
#include <algorithm>
#include <cstring>

#include "core/sqlstate.h"
#include "pg/guard.h"
#include "remote/request.h"

namespace studio::remote {

namespace {

namespace sqlstate = core::sqlstate;

core::Error undefined(const syntax::NamedText& named, int number) {
  core::Error error(sqlstate::undefined_parameter, std::string("there is no parameter :") + named.names[number - 1]);
  const syntax::Edit* edit = std::find_if(named.edits, named.edits + named.edit_count,
                                          [&](const auto& each) { return each.number == number; });
  error.position = edit->characters.new_begin + 1;
  return error;
}

} // namespace

void RequestRunner::take_parameters(std::string& sql, uint32 first) {
  const channel::RequestHeader& header = request_->header;
  if ((header.flags & channel::request_flag::named_parameters) == 0) {
    parameters_.assign(request_->parameters + first, request_->parameters + header.parameter_count);
    return;
  }
  pg::call([&] { syntax::named_text_read(&named_, sql.c_str(), true); });
  for (int i = 0; i < named_.name_count; i++) {
    uint32 at = first;
    while (at < header.parameter_count && strcmp(request_->parameters[at], named_.names[i]) != 0) {
      at += 2;
    }
    if (at >= header.parameter_count) {
      throw undefined(named_, i + 1);
    }
    parameters_.push_back(request_->parameters[at + 1]);
  }
  for (uint32 at = first; at < header.parameter_count; at += 2) {
    const char* given = request_->parameters[at];
    bool is_named = std::any_of(named_.names, named_.names + named_.name_count,
                                [&](const char* name) { return strcmp(name, given) == 0; });
    if (!is_named) {
      throw core::Error(sqlstate::protocol_violation,
                        std::string("the request has a parameter \"") + given + "\" that the text does not name");
    }
  }
  if (named_.edit_count > 0) {
    sql = named_.text;
  }
}

void RequestRunner::check_script(const std::string& sql, const Statements& statements) const {
  if (parameters_.empty() || !statements.is_parsed) {
    return;
  }
  if (statements.list.empty()) {
    throw core::Error(sqlstate::syntax_error, "there is no statement for the parameters");
  }
  if (!is_script_) {
    return;
  }
  for (const Statement& statement : statements.list) {
    if (statement.kind == StatementKind::begin || statement.kind == StatementKind::transaction) {
      throw core::Error(sqlstate::feature_not_supported,
                        "a script with parameters for another server cannot begin or end transactions")
          .with_hint("Send its statements one by one in a session, or write the values into the text.");
    }
  }
  if (named_.edit_count > 0) {
    return;
  }
  syntax::NamedText numbered;
  pg::call([&] { syntax::named_text_read(&numbered, sql.c_str(), false); });
  if (static_cast<size_t>(numbered.highest) != parameters_.size()) {
    throw core::Error(sqlstate::protocol_violation, "the request has " + std::to_string(parameters_.size()) +
                                                        " parameters, but the text has " +
                                                        std::to_string(numbered.highest));
  }
}

RequestRunner::Bound RequestRunner::bind(const Statement& statement) const {
  Bound bound{statement.text, {}};
  if (!is_script_) {
    bound.values = parameters_;
    return bound;
  }
  if (parameters_.empty()) {
    return bound;
  }
  std::vector<int> numbers(parameters_.size());
  int count = pg::call(
      [&] { return syntax::renumber_parameters(bound.text.data(), numbers.data(), static_cast<int>(numbers.size())); });
  for (int i = 0; i < count; i++) {
    size_t at = static_cast<size_t>(numbers[static_cast<size_t>(i)]) - 1;
    bound.values.push_back(at < parameters_.size() ? parameters_[at] : nullptr);
  }
  return bound;
}

void RequestRunner::send_bound(const Statement& statement) {
  Bound bound = bind(statement);
  send_with(bound.text.c_str(), bound.values.size(), bound.values.data());
}

} // namespace studio::remote
