#include "auth/key_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "core/digest.h"
#include "core/error.h"
#include "core/sqlstate.h"

namespace studio::auth {

namespace {

constexpr std::size_t file_limit_bytes = 64 * 1024;
constexpr std::size_t secret_bytes = 32;
constexpr std::size_t id_limit_characters = 32;

[[noreturn]] void refuse(const std::string& path, const std::string& reason) {
  throw core::Error(core::sqlstate::key_file, "key file \"" + path + "\" cannot be used")
      .with_detail(reason)
      .with_hint("It must be a regular file of the server's own user with mode 0600.");
}

std::string reason_of(const char* what) { return std::string(what) + ": " + std::strerror(errno) + "."; }

// A file descriptor, closed at the brace.
class File {
public:
  explicit File(int fd) : fd_(fd) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (fd_ >= 0) {
      close(fd_);
    }
  }
  int fd() const { return fd_; }
  bool is_open() const { return fd_ >= 0; }

private:
  int fd_;
};

void check_attributes(const std::string& path, const File& file) {
  struct stat attributes;
  if (fstat(file.fd(), &attributes) != 0) {
    refuse(path, reason_of("Could not look at it"));
  }
  if (!S_ISREG(attributes.st_mode)) {
    refuse(path, "It is not a regular file.");
  }
  if (attributes.st_uid != geteuid()) {
    refuse(path, "It belongs to another user.");
  }
  mode_t mode = attributes.st_mode & 07777;
  if (mode != 0600 && mode != 0400) {
    refuse(path, "Its mode lets others read it, or is not 0600.");
  }
  if (attributes.st_size > static_cast<off_t>(file_limit_bytes)) {
    refuse(path, "It is larger than 64 KiB.");
  }
}

std::string read_all(const std::string& path, const File& file) {
  std::string text;
  char piece[4096];
  for (;;) {
    ssize_t got = read(file.fd(), piece, sizeof piece);
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got < 0) {
      refuse(path, reason_of("Could not read it"));
    }
    if (got == 0) {
      return text;
    }
    text.append(piece, static_cast<std::size_t>(got));
    if (text.size() > file_limit_bytes) {
      refuse(path, "It is larger than 64 KiB.");
    }
  }
}

bool is_key_id(std::string_view id) {
  constexpr char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
  return !id.empty() && id.size() <= id_limit_characters && id.find_first_not_of(allowed) == std::string_view::npos;
}

// One line into its list; false where it is none of ours.
bool take_line(std::string_view line, KeyFile& keys) {
  std::size_t first = line.find(' ');
  std::size_t second = first == std::string_view::npos ? first : line.find(' ', first + 1);
  if (second == std::string_view::npos) {
    return false;
  }
  std::string_view kind = line.substr(0, first);
  std::string_view id = line.substr(first + 1, second - first - 1);
  std::optional<std::string> secret = core::from_base64url(line.substr(second + 1));
  if (!secret || secret->size() != secret_bytes || !is_key_id(id) || (kind != "signing" && kind != "credential")) {
    return false;
  }
  std::vector<SigningKey>& list = kind == "signing" ? keys.signing : keys.credential;
  for (const SigningKey& known : list) {
    if (known.id == id) {
      return false;
    }
  }
  list.push_back({std::string(id), std::move(*secret)});
  return true;
}

KeyFile parse(const std::string& path, std::string_view text) {
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
      refuse(path, "Line " + std::to_string(number) + " is malformed.");
    }
  }
  if (keys.signing.empty() || keys.credential.empty()) {
    refuse(path, "It lacks a signing or a credential key.");
  }
  return keys;
}

std::string new_line(const char* kind) {
  return std::string(kind) + " " + core::hex(core::random_bytes(4)) + " " +
         core::base64url(core::random_bytes(secret_bytes)) + "\n";
}

bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    ssize_t put = write(fd, text.data(), text.size());
    if (put < 0 && errno == EINTR) {
      continue;
    }
    if (put <= 0) {
      return false;
    }
    text.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

// Whole or not at all: written beside, synced, then linked to its name, which fails where somebody was faster.
void make(const std::string& path) {
  std::string beside = path + ".new";
  unlink(beside.c_str());
  File file(open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  std::string text = "# Keys of studio. Whoever can read them can sign in as anybody.\n" + new_line("signing") +
                     new_line("credential");
  bool is_written =
      file.is_open() && fchmod(file.fd(), 0600) == 0 && write_all(file.fd(), text) && fsync(file.fd()) == 0;
  core::wipe(text);
  bool is_there = is_written && (link(beside.c_str(), path.c_str()) == 0 || errno == EEXIST);
  std::string reason = is_there ? "" : reason_of("Could not make it");
  unlink(beside.c_str());
  if (!is_there) {
    refuse(path, reason);
  }
  std::size_t slash = path.rfind('/');
  File folder(
      open(slash == std::string::npos ? "." : path.substr(0, slash + 1).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.is_open() || fsync(folder.fd()) != 0) {
    refuse(path, reason_of("Could not sync its folder"));
  }
}

} // namespace

void wipe(KeyFile& keys) {
  for (auto* list : {&keys.signing, &keys.credential}) {
    for (SigningKey& key : *list) {
      core::wipe(key.secret);
    }
  }
}

KeyFile read_key_file(const std::string& path, MissingKeyFile missing) {
  for (bool may_make = missing == MissingKeyFile::make;; may_make = false) {
    // Non-blocking, so that a named pipe in its place cannot hold us.
    File file(open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (file.is_open()) {
      check_attributes(path, file);
      std::string text = read_all(path, file);
      KeyFile keys = parse(path, text);
      core::wipe(text);
      return keys;
    }
    if (errno != ENOENT || !may_make) {
      refuse(path, reason_of("Could not open it"));
    }
    make(path);
  }
}

} // namespace studio::auth
