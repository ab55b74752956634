#include "auth/password_rules.h"

#include <algorithm>

#include "auth/account_password.h"
#include "core/ascii.h"

namespace studio::auth {

namespace {

constexpr std::size_t shortest_characters = 8;

// The commonest of eight and more characters in published collections of leaked passwords; runs like 12345678 and abcdefgh
// are refused by rule. Compared without case and without what stands behind the last letter, so "Password123!" is one too.
constexpr std::string_view commonest[] = {
    "password",
    "passwort",
    "passw0rd",
    "p@ssw0rd",
    "p@ssword",
    "iloveyou",
    "princess",
    "sunshine",
    "football",
    "baseball",
    "superman",
    "michelle",
    "jennifer",
    "computer",
    "whatever",
    "trustno1",
    "starwars",
    "charlie",
    "letmein",
    "welcome",
    "monkey",
    "dragon",
    "master",
    "shadow",
    "admin",
    "administrator",
    "qwerty",
    "qwertz",
    "azerty",
    "qwertyuiop",
    "qazwsx",
    "1q2w3e4r",
    "1q2w3e4r5t",
    "1qaz2wsx",
    "1qaz2wsx3edc",
    "q1w2e3r4",
    "zaq12wsx",
    "changeme",
    "default",
    "secret",
    "access",
    "hello",
    "freedom",
    "login",
    "test",
    "testing",
    "guest",
    "root",
    "toor",
    "postgres",
    "postgresql",
    "studio",
    "database",
    "abc",
    "summer",
    "winter",
    "spring",
    "autumn",
    "google",
    "internet",
    "samsung",
    "pokemon",
    "naruto",
    "liverpool",
    "chelsea",
    "arsenal",
    "barcelona",
    "jesus",
    "michael",
    "jordan",
    "daniel",
    "thomas",
    "andrew",
    "joshua",
    "matthew",
    "asdfgh",
    "asdfghjkl",
    "zxcvbn",
    "zxcvbnm",
    "asdasd",
    "correcthorsebatterystaple",
    "mypassword",
    "yourpassword",
    "thepassword",
    "passphrase",
    "nopassword",
    "newpassword",
    "iloveyou",
    "loveyou",
    "babygirl",
    "lovely",
    "ashley",
    "nicole",
    "jessica",
    "amanda",
    "qweasdzxc",
    "qwe",
    "asd",
    "zxc",
    "a",
    "aa",
    "pass",
    "user",
};

constexpr std::string_view runs[] = {"abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "98765432109876543210",
                                     "zyxwvutsrqponmlkjihgfedcba", "qwertyuiop",           "asdfghjkl"};

// "password123!" is "password" with a tail that everybody adds.
std::string_view without_tail(std::string_view text) {
  std::size_t end = text.find_last_not_of("0123456789!?.#$*-_+ ");
  return end == std::string_view::npos ? text : text.substr(0, end + 1);
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool is_common(const std::string& text) {
  std::string_view stem = without_tail(text);
  for (std::string_view known : commonest) {
    if (known == text || known == stem) {
      return true;
    }
  }
  bool is_one_character = text.find_first_not_of(text.front()) == std::string::npos;
  return is_one_character || std::any_of(std::begin(runs), std::end(runs),
                                         [&](std::string_view run) { return run.find(text) != run.npos; });
}

bool is_a_name(const std::string& text, std::string_view name) {
  return characters(name) > 2 && (text == name || without_tail(text) == name);
}

} // namespace

std::string password_problem(std::string_view password, std::string_view email, std::string_view name) {
  if (characters(password) < shortest_characters) {
    return "A password has at least 8 characters.";
  }
  if (password.size() > password_limit_bytes) {
    return "A password has at most 1024 bytes.";
  }
  if (std::any_of(password.begin(), password.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; })) {
    return "A password has no control characters.";
  }
  std::string text = core::lower_ascii(password);
  if (is_common(text)) {
    return "It is one of the commonest passwords, which are tried first.";
  }
  std::string address = core::lower_ascii(email);
  if (is_a_name(text, address) || is_a_name(text, address.substr(0, address.find('@'))) ||
      is_a_name(text, core::lower_ascii(name))) {
    return "It is the account's own name or e-mail address.";
  }
  return {};
}

} // namespace studio::auth
