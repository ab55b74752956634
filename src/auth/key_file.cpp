#include "auth/key_file.h"

#include <fcntl.h>
#include <sys/file.h>
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

// Writes the file's next content beside it, synced, with this mode.
bool write_beside(const std::string& beside, std::string_view text, mode_t mode) {
  unlink(beside.c_str());
  File file(open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  return file.is_open() && fchmod(file.fd(), mode) == 0 && write_all(file.fd(), text) && fsync(file.fd()) == 0;
}

void sync_folder(const std::string& path) {
  std::size_t slash = path.rfind('/');
  File folder(
      open(slash == std::string::npos ? "." : path.substr(0, slash + 1).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.is_open() || fsync(folder.fd()) != 0) {
    refuse(path, reason_of("Could not sync its folder"));
  }
}

// Whole or not at all: written beside, then linked to its name, which fails where somebody was faster.
void make(const std::string& path) {
  std::string beside = path + ".new";
  KeyFile keys = make_keys();
  std::string text = format_keys(keys);
  bool is_written = write_beside(beside, text, 0600);
  core::wipe(text);
  wipe(keys);
  bool is_there = is_written && (link(beside.c_str(), path.c_str()) == 0 || errno == EEXIST);
  std::string reason = is_there ? "" : reason_of("Could not make it");
  unlink(beside.c_str());
  if (!is_there) {
    refuse(path, reason);
  }
  sync_folder(path);
}

// Non-blocking, so that a named pipe in its place cannot hold us.
int open_existing(const std::string& path) {
  return open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
}

KeyFile read_open(const std::string& path, const File& file) {
  check_attributes(path, file);
  std::string text = read_all(path, file);
  std::string reason;
  std::optional<KeyFile> keys = parse_keys(text, reason);
  core::wipe(text);
  if (!keys) {
    refuse(path, reason);
  }
  return std::move(*keys);
}

// Is the open file still the one of this name?
bool is_in_place(const std::string& path, const File& file) {
  struct stat named;
  struct stat opened;
  return fstat(file.fd(), &opened) == 0 && lstat(path.c_str(), &named) == 0 && named.st_dev == opened.st_dev &&
         named.st_ino == opened.st_ino;
}

void replace(const std::string& path, const KeyFile& keys, mode_t mode) {
  std::string beside = path + ".new";
  std::string text = format_keys(keys);
  bool is_done = write_beside(beside, text, mode) && rename(beside.c_str(), path.c_str()) == 0;
  core::wipe(text);
  if (!is_done) {
    std::string reason = reason_of("Could not replace it");
    unlink(beside.c_str());
    refuse(path, reason);
  }
  sync_folder(path);
}

} // namespace

KeyFile read_key_file(const std::string& path, MissingKeyFile missing) {
  for (bool may_make = missing == MissingKeyFile::make;; may_make = false) {
    File file(open_existing(path));
    if (file.is_open()) {
      return read_open(path, file);
    }
    if (errno != ENOENT || !may_make) {
      refuse(path, reason_of("Could not open it"));
    }
    make(path);
  }
}

KeyFile rotate_key_file(const std::string& path, OldSigningKeys old, std::int64_t now_s) {
  for (;;) {
    File file(open_existing(path));
    if (!file.is_open()) {
      refuse(path, reason_of("Could not open it"));
    }
    if (flock(file.fd(), LOCK_EX) != 0) {
      refuse(path, reason_of("Could not lock it"));
    }
    if (!is_in_place(path, file)) {
      continue; // somebody has rotated in the meantime
    }
    KeyFile keys = read_open(path, file);
    struct stat attributes;
    mode_t mode = fstat(file.fd(), &attributes) == 0 ? attributes.st_mode & 07777 : 0600;
    rotate_keys(keys, old, now_s);
    replace(path, keys, mode);
    return keys;
  }
}

} // namespace studio::auth
