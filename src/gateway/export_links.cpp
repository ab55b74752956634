#include "gateway/export_links.h"

#include <algorithm>

#include "core/digest.h"
#include "core/sqlstate.h"

namespace studio::gateway {

namespace {

constexpr size_t account_limit = 16;
constexpr size_t limit = 1000;
constexpr size_t text_limit_bytes = 64 * 1024; // a thousand of these are 64 MiB
constexpr size_t secret_bytes = 32;            // 43 characters

size_t text_bytes(const wire::QueryRequest& query) {
  size_t bytes = query.sql.size();
  for (const auto& parameter : query.parameters) {
    bytes += parameter ? parameter->size() : 0;
  }
  return bytes;
}

} // namespace

void ExportLinks::forget_old(int64_t now_ms) {
  std::erase_if(links_, [now_ms](const auto& entry) { return now_ms >= entry.second.until_ms; });
}

std::string ExportLinks::keep(ExportLink link, int64_t now_ms) {
  forget_old(now_ms);
  if (text_bytes(link.request.query) > text_limit_bytes) {
    throw core::Error(core::sqlstate::program_limit_exceeded, "the statement is too long for a link")
        .with_detail("A link holds 64 KiB of statement and parameters.")
        .with_hint("POST it to /connections/{id}/export.");
  }
  auto own = std::count_if(links_.begin(), links_.end(), [&link](const auto& entry) {
    return entry.second.identity.account == link.identity.account;
  });
  if (static_cast<size_t>(own) >= account_limit || links_.size() >= limit) {
    core::Error error(core::sqlstate::configuration_limit_exceeded, "too many exports wait to be fetched");
    error.retry_after_s = 1;
    throw error;
  }
  std::string text = core::base64url(core::random_bytes(secret_bytes));
  link.until_ms = now_ms + life_ms;
  links_.emplace(core::sha256(text), std::move(link));
  return text;
}

std::optional<ExportLink> ExportLinks::take(std::string_view text, int64_t now_ms) {
  forget_old(now_ms);
  auto found = links_.find(core::sha256(text));
  if (found == links_.end()) {
    return std::nullopt;
  }
  ExportLink link = std::move(found->second);
  links_.erase(found);
  return link;
}

} // namespace studio::gateway
