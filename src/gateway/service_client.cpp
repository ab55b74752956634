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

void ServiceClient::check_password(std::string role, std::string password, std::string address, Purpose purpose,
                                   ServiceCallback callback) {
  TicketPtr ticket = service_ticket(channel::SlotKind::credential, channel::RequestKind::credential, core::Uuid{});
  ticket->text = "role_password";
  ticket->parameters.emplace_back(std::move(role));
  ticket->parameters.emplace_back(std::move(password));
  ticket->parameters.emplace_back(std::move(address));
  ticket->parameters.emplace_back(purpose == Purpose::sign_in ? "sign_in" : "proof");
  ticket->consumer = std::make_shared<ServiceConsumer>(*this, std::move(callback));
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
