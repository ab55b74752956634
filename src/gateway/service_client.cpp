#include "gateway/service_client.h"

#include "core/digest.h"
#include "core/sqlstate.h"
#include "gateway/clock.h"
#include "wire/error_read.h"

namespace studio::gateway {

using channel::FrameKind;
using channel::GatewayEnd;

namespace {

constexpr int64_t answer_limit_ms = 15000;
constexpr int credential_limit = 64; // at a quarter of a second each the last one waits for 16 s
constexpr int64_t credential_wait_ms = 30000;
constexpr int credential_retry_s = 5;

// Gathers one answer or error.
class ServiceConsumer : public Consumer {
public:
  ServiceConsumer(ServiceClient& client, ServiceCallback callback) : client_(client), callback_(std::move(callback)) {}

  void on_readable(Runner& runner) override {
    channel::Piece piece;
    while (runner.take(piece) == GatewayEnd::TakeResult::piece) {
      text_.append(piece.payload, piece.bytes);
      if (piece.header.more) {
        continue;
      }
      if (piece.header.kind == FrameKind::answer) {
        reply({std::nullopt, std::move(text_)});
      } else if (piece.header.kind == FrameKind::error) {
        reply({wire::read_error(text_), ""});
      }
      text_.clear();
      if (runner.has_ended()) {
        return;
      }
    }
  }

  void on_lost(const core::Error& error) override {
    client_.note_missing(error);
    reply({error, ""});
  }

private:
  void reply(const ServiceReply& reply) {
    ServiceCallback callback = std::exchange(callback_, nullptr);
    if (callback) {
      callback(reply);
    }
  }

  ServiceClient& client_;
  ServiceCallback callback_;
  std::string text_;
};

TicketPtr service_ticket(channel::SlotKind slot, channel::RequestKind kind, const core::Uuid& account) {
  auto ticket = std::make_shared<Ticket>();
  ticket->id = core::Uuid::random();
  ticket->key.kind = slot;
  ticket->kind = kind;
  ticket->request_account = account;
  ticket->queue_deadline_ms = now_ms() + answer_limit_ms;
  return ticket;
}

} // namespace

void ServiceClient::ask(std::string operation, std::string argument, const core::Uuid& account,
                        ServiceCallback callback) {
  if (missing_) {
    callback({missing_, ""});
    return;
  }
  TicketPtr ticket = service_ticket(channel::SlotKind::service, channel::RequestKind::service, account);
  ticket->text = std::move(operation);
  ticket->parameters.emplace_back(std::move(argument));
  ticket->consumer = std::make_shared<ServiceConsumer>(*this, std::move(callback));
  pool_.submit(ticket);
}

void ServiceClient::ask_credential(std::string check, std::vector<std::string> parameters, ServiceCallback callback) {
  if (credentials_waiting_ >= credential_limit) {
    core::Error error(core::sqlstate::configuration_limit_exceeded, "too many passwords are being checked");
    error.with_hint("Wait a while and try again.");
    error.retry_after_s = credential_retry_s;
    callback({error, ""});
    return;
  }
  credentials_waiting_++;
  TicketPtr ticket = service_ticket(channel::SlotKind::credential, channel::RequestKind::credential, core::Uuid{});
  ticket->queue_deadline_ms = now_ms() + credential_wait_ms;
  ticket->text = std::move(check);
  ticket->parameters.assign(std::make_move_iterator(parameters.begin()), std::make_move_iterator(parameters.end()));
  ticket->consumer = std::make_shared<ServiceConsumer>(*this, [this, callback](const ServiceReply& reply) {
    credentials_waiting_--;
    callback(reply);
  });
  pool_.submit(ticket);
}

// The service runner could not start because its database, role or extension is not there: it stays so until somebody
// changes that, which moves the access epoch.
void ServiceClient::note_missing(const core::Error& error) {
  bool is_missing = error.code == core::sqlstate::not_installed || error.code == core::sqlstate::undefined_database ||
                    error.code == core::sqlstate::invalid_authorization;
  if (is_missing) {
    missing_ = error;
  }
}

} // namespace studio::gateway
