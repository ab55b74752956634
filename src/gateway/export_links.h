// Links that a browser follows to save an exported file: what each will run, and as whom.
//
// A page cannot stream an answer of any size to a disk by itself; a download can, but carries no token. So the account asks
// for a link, which is good once, for a minute, and only for what was asked. Kept in the gateway's memory alone, by the digest
// of its text, bounded for each account and in all.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/uuid.h"
#include "gateway/identity.h"
#include "wire/export_request.h"

namespace studio::gateway {

struct ExportLink {
  core::Uuid query; // the id that the export will run under
  Identity identity;
  core::Uuid connection;
  wire::ExportRequest request;
  int64_t until_ms = 0;
};

class ExportLinks {
public:
  static constexpr int64_t life_ms = 60'000;

  // Keeps it and gives its text, 43 characters of base64url. 53400 where the account has too many that wait, 54000 where the
  // statement is too long to be kept.
  std::string keep(ExportLink link, int64_t now_ms);
  // Gives it away, once; nullopt for one that is used, over or unknown.
  std::optional<ExportLink> take(std::string_view text, int64_t now_ms);

private:
  void forget_old(int64_t now_ms);

  std::map<std::string, ExportLink> links_; // by the digest of their text
};

} // namespace studio::gateway
