#include "auth/key_text.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "auth/refresh_token.h"
#include "core/digest.h"
#include "core/error.h"
#include "core/sqlstate.h"

namespace studio::auth {

namespace {

constexpr std::size_t secret_bytes = 32;
constexpr std::size_t id_limit_characters = 32;
constexpr std::size_t id_bytes = 4;
constexpr std::size_t key_limit = 200; // of each kind; the file stays far below its limit of 64 KiB

bool is_key_id(std::string_view id) {
  constexpr char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
  return !id.empty() && id.size() <= id_limit_characters && id.find_first_not_of(allowed) == std::string_view::npos;
}

// The text before the next blank, which it takes away; all of it where there is none.
std::string_view take_word(std::string_view& line) {
  std::size_t end = line.find(' ');
  std::string_view word = line.substr(0, end);
  line = end == std::string_view::npos ? std::string_view() : line.substr(end + 1);
  return word;
}

std::optional<std::int64_t> time_of(std::string_view text) {
  std::int64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  bool is_time = error == std::errc() && end == text.data() + text.size() && value > 0 && text.size() <= 12;
  return is_time ? std::optional(value) : std::nullopt;
}

// One line into its list; false where it is none of ours.
bool take_line(std::string_view line, KeyFile& keys) {
  auto blanks = std::count(line.begin(), line.end(), ' ');
  std::string_view kind = take_word(line);
  std::string_view id = take_word(line);
  std::optional<std::string> secret = core::from_base64url(take_word(line));
  bool has_time = blanks == 3 && kind == "signing";
  std::optional<std::int64_t> retired_at_s = has_time ? time_of(line) : std::optional<std::int64_t>(0);
  bool is_known_kind = kind == "signing" || kind == "credential";
  if (!is_known_kind || !is_key_id(id) || !secret || secret->size() != secret_bytes || !retired_at_s ||
      (blanks != 2 && !has_time)) {
    return false;
  }
  std::vector<SigningKey>& list = kind == "signing" ? keys.signing : keys.credential;
  for (const SigningKey& known : list) {
    if (known.id == id) {
      return false;
    }
  }
  list.push_back({std::string(id), std::move(*secret), *retired_at_s});
  return true;
}

SigningKey new_key() { return {core::hex(core::random_bytes(id_bytes)), core::random_bytes(secret_bytes), 0}; }

void append_line(std::string& text, const char* kind, const SigningKey& key) {
  text.append(kind).append(" ").append(key.id).append(" ").append(core::base64url(key.secret));
  if (key.retired_at_s != 0) {
    text.append(" ").append(std::to_string(key.retired_at_s));
  }
  text.append("\n");
}

} // namespace

void wipe(KeyFile& keys) {
  for (auto* list : {&keys.signing, &keys.credential}) {
    for (SigningKey& key : *list) {
      core::wipe(key.secret);
    }
  }
}

std::optional<KeyFile> parse_keys(std::string_view text, std::string& reason) {
  KeyFile keys;
  int number = 0;
  while (!text.empty()) {
    std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    number++;
    if (line.empty() || line.front() == '#') {
      continue;
    }
    if (!take_line(line, keys)) {
      reason = "Line " + std::to_string(number) + " is malformed.";
      return std::nullopt;
    }
  }
  if (keys.signing.empty() || keys.signing.front().retired_at_s != 0 || keys.credential.empty()) {
    reason = "It lacks a signing or a credential key.";
    return std::nullopt;
  }
  return keys;
}

std::string format_keys(const KeyFile& keys) {
  std::string text = "# Keys of studio. Whoever can read them can sign in as anybody.\n";
  for (const SigningKey& key : keys.signing) {
    append_line(text, "signing", key);
  }
  for (const SigningKey& key : keys.credential) {
    append_line(text, "credential", key);
  }
  return text;
}

KeyFile make_keys() { return {{new_key()}, {new_key()}}; }

void rotate_keys(KeyFile& keys, OldSigningKeys old, std::int64_t now_s) {
  KeyFile rotated = make_keys();
  for (SigningKey& key : keys.signing) {
    std::int64_t retired_at_s = key.retired_at_s == 0 ? now_s : key.retired_at_s;
    if (old == OldSigningKeys::keep && now_s - retired_at_s <= refresh_token_life_s) {
      rotated.signing.push_back({key.id, key.secret, retired_at_s});
    }
  }
  rotated.credential.insert(rotated.credential.end(), keys.credential.begin(), keys.credential.end());
  wipe(keys);
  keys = std::move(rotated);
  if (keys.signing.size() > key_limit || keys.credential.size() > key_limit) {
    throw core::Error(core::sqlstate::program_limit_exceeded, "the key file holds too many keys")
        .with_detail("At most " + std::to_string(key_limit) + " of each kind are kept.")
        .with_hint(
            "Signing keys go 30 days after they were retired; take credential keys out that no dump needs any more.");
  }
}

} // namespace studio::auth
