#include "gateway/journal.h"

#include <algorithm>

#include "core/json_reader.h"
#include "core/json_writer.h"
#include "gateway/clock.h"
#include "gateway/timestamp.h"
#include "pg/settings.h"
#include "pg/worker.h"

namespace studio::gateway {

namespace {

constexpr int64_t flush_interval_ms = 1000;
constexpr size_t flush_count = 200;
constexpr int64_t batch_count = 250; // a batch of these takes the gateway 1 ms and the service runner some 8
constexpr int64_t rest_factor = 39;  // rests so many times as long as it wrote
constexpr int64_t rest_factor_when_quiet = 3;
constexpr int64_t quiet_ms = 100; // without a new line
constexpr size_t batch_bytes = 4 * 1024 * 1024;
constexpr size_t waiting_limit_bytes = 4 * batch_bytes;
constexpr size_t share_limit_bytes = waiting_limit_bytes / 4; // of what waits, of one account
constexpr int64_t prune_interval_ms = 60000;
constexpr int64_t prune_batch_count = 250; // takes the service runner some 10 ms
constexpr int64_t prune_rest_ms = 100;     // between two batches
constexpr int64_t prune_rest_when_busy_ms = 1000;
constexpr int64_t log_interval_ms = 60000;

void write_id(core::JsonWriter& json, const char* key, const core::Uuid& id) {
  if (!id.is_nil()) {
    json.key(key).string(id.text());
  }
}

} // namespace

void Journal::note_query(const Ticket& ticket, const QueryEnd& end) {
  // A line for which there is no room is not made: who floods pays nothing for the history either.
  if (pg::settings.keep_history && !has_room(history_, ticket.key.account, sizeof(HistoryLine))) {
    history_.lost++;
    history_.noted_at_ms = now_ms();
  } else if (pg::settings.keep_history) {
    HistoryLine line(ticket, end);
    size_t bytes = line.bytes();
    add(history_, {ticket.key.account, bytes, std::move(line)});
  }
  if (end.has_changed_schema) {
    // Not its text, which may hold a password: the history has it without, under the query's id.
    note_event({"schema_changed", ticket.organization, ticket.key.account, ticket.id, "", ""});
  }
  if (end.has_copied_out) {
    note_event({"data_exported", ticket.organization, ticket.key.account, ticket.id, "", ""});
  }
  // Once a file: a file that was begun has brought data in, whatever becomes of its later parts.
  bool has_begun_import = ticket.kind == channel::RequestKind::import_part && end.status == channel::EndStatus::ok &&
                          (ticket.flags & channel::request_flag::file_begins) != 0;
  if (has_begun_import) {
    note_event({"data_imported", ticket.organization, ticket.key.account, ticket.id, "", ""});
  }
}

void Journal::note_event(const AuditEvent& event) {
  core::JsonWriter json;
  json.begin_object().key("action").string(event.action).key("occurred_at").string(timestamp_ms_ago(0));
  write_id(json, "organization_id", event.organization);
  write_id(json, "account_id", event.account);
  write_id(json, "subject_id", event.subject);
  if (!event.subject_name.empty()) {
    json.key("subject_name").string(event.subject_name);
  }
  if (event.method != nullptr) {
    json.key("detail").begin_object().key("method").string(event.method).end_object();
  }
  if (!event.address.empty()) {
    json.key("address").string(event.address);
  }
  std::string line = json.end_object().take();
  size_t bytes = line.size();
  add(audit_, {event.account, bytes, std::move(line)});
}

bool Journal::has_room(const Batch& batch, const core::Uuid& account, size_t bytes) {
  auto known = batch.bytes_of.find(account);
  size_t share = known == batch.bytes_of.end() ? 0 : known->second;
  return batch.bytes + bytes <= waiting_limit_bytes && share + bytes <= share_limit_bytes;
}

void Journal::add(Batch& batch, Line line) {
  batch.noted_at_ms = now_ms();
  if (!has_room(batch, line.account, line.bytes)) {
    batch.lost++;
    return;
  }
  if (batch.lines.empty()) {
    batch.since_ms = batch.noted_at_ms;
  }
  batch.bytes_of[line.account] += line.bytes;
  batch.bytes += line.bytes;
  batch.lines.push_back(std::move(line));
}

std::string Journal::take_first(Batch& batch) {
  Line line = std::move(batch.lines.front());
  batch.lines.pop_front();
  batch.bytes -= line.bytes;
  auto share = batch.bytes_of.find(line.account);
  share->second -= line.bytes;
  if (share->second == 0) {
    batch.bytes_of.erase(share);
  }
  const auto* query = std::get_if<HistoryLine>(&line.what);
  return query != nullptr ? query->json() : std::get<std::string>(std::move(line.what));
}

// When its lines are written; there are some, and none is under way.
int64_t Journal::due_at_ms(const Batch& batch) {
  int64_t gathered = batch.lines.size() >= flush_count ? batch.since_ms : batch.since_ms + flush_interval_ms;
  int64_t rested = batch.ended_at_ms + batch.took_ms * rest_factor;
  int64_t rested_when_quiet =
      std::max(batch.ended_at_ms + batch.took_ms * rest_factor_when_quiet, batch.noted_at_ms + quiet_ms);
  return std::max(gathered, std::min(rested, rested_when_quiet));
}

void Journal::flush(Batch& batch) {
  std::string argument = "{\"items\":[";
  int64_t count = 0;
  for (; !batch.lines.empty() && count < batch_count && argument.size() < batch_bytes; count++) {
    argument.append(count > 0 ? "," : "").append(take_first(batch));
  }
  argument.append("]}");
  batch.is_under_way = true;
  int64_t asked_at_ms = now_ms();
  service_.ask(batch.operation, std::move(argument), core::Uuid{},
               [&batch, count, asked_at_ms](const ServiceReply& reply) {
                 int64_t now = now_ms();
                 batch.is_under_way = false;
                 batch.since_ms = now;
                 batch.ended_at_ms = now;
                 batch.took_ms = now - asked_at_ms;
                 if (reply.error) {
                   batch.lost += count;
                 }
               });
}

void Journal::log_lost(Batch& batch, int64_t now) {
  if (batch.lost == 0 || (logged_at_ms_ != 0 && now - logged_at_ms_ < log_interval_ms)) {
    return;
  }
  logged_at_ms_ = now;
  pg::log_warning(
      std::to_string(std::exchange(batch.lost, 0)) + " entries of studio's history or audit trail were lost",
      "On a standby, while the extension is missing, and where studio's database is too slow, none are kept.");
}

// While there may be more, the next batch comes after a rest, else after the whole interval.
void Journal::prune(Pruning& pruning, bool is_idle) {
  pruning.is_under_way = true;
  core::JsonWriter argument;
  argument.begin_object().key("limit").integer(prune_batch_count);
  if (!pruning.after.empty()) {
    argument.key("after").string(pruning.after);
  }
  int64_t rest_ms = is_idle ? prune_rest_ms : prune_rest_when_busy_ms;
  service_.ask(
      pruning.operation, argument.end_object().take(), core::Uuid{}, [&pruning, rest_ms](const ServiceReply& reply) {
        pruning.is_under_way = false;
        pruning.after.clear();
        if (!reply.error) {
          core::JsonDocument document = core::JsonDocument::parse(reply.json, core::JsonLimits{reply.json.size() + 1});
          pruning.after = document.root_object().optional_string("next", 36).value_or("");
        }
        pruning.due_at_ms = now_ms() + (pruning.after.empty() ? prune_interval_ms : rest_ms);
      });
}

void Journal::run(int64_t now, bool is_idle) {
  for (Batch* batch : {&history_, &audit_}) {
    if (!batch->lines.empty() && !batch->is_under_way && now >= due_at_ms(*batch)) {
      flush(*batch);
    }
    log_lost(*batch, now);
  }
  for (Pruning& pruning : prunings_) {
    if (pruning.due_at_ms == 0 || service_.missing()) {
      pruning.due_at_ms = now + prune_interval_ms;
    } else if (now >= pruning.due_at_ms && !pruning.is_under_way) {
      prune(pruning, is_idle);
    }
  }
}

int64_t Journal::next_deadline_ms() const {
  int64_t next = 0;
  for (const Pruning& pruning : prunings_) {
    if (pruning.due_at_ms == 0) {
      return 1; // not begun yet
    }
    next = pruning.is_under_way ? next : earlier(next, pruning.due_at_ms);
  }
  for (const Batch* batch : {&history_, &audit_}) {
    if (!batch->lines.empty() && !batch->is_under_way) {
      next = earlier(next, due_at_ms(*batch));
    }
  }
  return next;
}

} // namespace studio::gateway
