// A catalog question: one SELECT of ours on the connection, as its role.
#include "core/json_writer.h"
#include "core/sqlstate.h"
#include "gateway/catalog_consumer.h"
#include "gateway/clock.h"
#include "gateway/handlers/granted.h"
#include "gateway/query_ticket.h"
#include "pg/settings.h"
#include "wire/catalog_question.h"

namespace studio::gateway::handlers {

namespace {

const wire::CatalogQuestion& find_question(std::string_view name) {
  for (int i = 0; i < wire::catalog_question_count; i++) {
    if (name == wire::catalog_questions[i].name) {
      return wire::catalog_questions[i];
    }
  }
  throw core::Error(core::sqlstate::not_found, "no catalog question \"" + std::string(name) + "\"");
}

std::optional<std::string> relation_parameter(const http::QueryParameters& query) {
  auto text = query.find("relation");
  if (!text) {
    return std::nullopt;
  }
  bool is_number =
      !text->empty() && text->size() <= 10 && text->find_first_not_of("0123456789") == std::string_view::npos;
  if (!is_number || std::stoull(std::string(*text)) > UINT32_MAX) {
    throw core::Error(core::sqlstate::invalid_parameter_value, "parameter \"relation\" must be an OID");
  }
  return std::string(*text);
}

} // namespace

void catalog(Gateway& gateway, const Call& call) {
  const wire::CatalogQuestion& question = find_question(call.parameters.at("question"));
  const http::QueryParameters& query = call.request().decoded.query;
  std::vector<std::optional<std::string>> parameters;
  auto schema = query.find("schema");
  parameters.push_back(schema ? std::optional<std::string>(*schema) : std::nullopt);
  parameters.push_back(relation_parameter(query));
  with_grant(gateway, call, [&gateway, call, &question, parameters](const Grant& grant) {
    TicketPtr ticket = catalog_ticket(call.request_uuid(), call.identity, grant, question.sql, parameters);
    ticket->queue_deadline_ms = now_ms() + pg::settings.queue_timeout_ms;
    CatalogConsumer::start(gateway.pool(), ticket, call.exchange, question.name);
  });
}

} // namespace studio::gateway::handlers
