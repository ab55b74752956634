#include "auth/key_file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <thread>

#include "auth/refresh_token.h"
#include "core/digest.h"
#include "core/error.h"
#include "expect_error.h"

namespace studio::auth {
namespace {

class KeyFileTest : public testing::Test {
protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "studio-key-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder = pattern;
    path = folder + "/studio.key";
  }
  void TearDown() override {
    unlink(path.c_str());
    unlink((path + ".new").c_str());
    unlink((folder + "/other").c_str());
    rmdir(folder.c_str());
  }
  void write(const std::string& text, mode_t mode = 0600) {
    std::ofstream(path) << text;
    chmod(path.c_str(), mode);
  }
  std::string text() const {
    std::ostringstream out;
    out << std::ifstream(path).rdbuf();
    return out.str();
  }
  // Why the file is refused; empty where it is not.
  std::string refusal(MissingKeyFile missing = MissingKeyFile::refuse) {
    try {
      read_key_file(path, missing);
    } catch (const core::Error& error) {
      EXPECT_EQ(error.code, "ST003");
      EXPECT_EQ((error.message + error.detail + error.hint).find(secret), std::string::npos) << "names a key";
      return error.detail;
    }
    return {};
  }

  const std::string secret = core::base64url(std::string(32, 's'));
  const std::string whole = "signing a " + secret + "\ncredential b " + secret + "\n";
  std::string folder;
  std::string path;
};

TEST_F(KeyFileTest, IsMadeOnceWithItsRights) {
  KeyFile made = read_key_file(path, MissingKeyFile::make);
  ASSERT_EQ(made.signing.size(), 1u);
  ASSERT_EQ(made.credential.size(), 1u);
  EXPECT_EQ(made.signing[0].secret.size(), 32u);
  EXPECT_NE(made.signing[0].secret, made.credential[0].secret);
  struct stat attributes;
  ASSERT_EQ(stat(path.c_str(), &attributes), 0);
  EXPECT_EQ(attributes.st_mode & 07777, 0600u);
  EXPECT_EQ(attributes.st_nlink, 1u) << "nothing is left beside it";
  EXPECT_EQ(read_key_file(path, MissingKeyFile::make).signing[0].secret, made.signing[0].secret);
}

TEST_F(KeyFileTest, IsNotMadeDuringRecovery) {
  EXPECT_NE(refusal(), "");
  EXPECT_NE(access(path.c_str(), F_OK), 0);
}

TEST_F(KeyFileTest, HoldsSeveralKeysInOrder) {
  write("# old and new\n\nsigning new " + secret + "\nsigning old " + core::base64url(std::string(32, 'o')) +
        "\ncredential c " + secret + "\n");
  KeyFile keys = read_key_file(path, MissingKeyFile::refuse);
  ASSERT_EQ(keys.signing.size(), 2u);
  EXPECT_EQ(keys.signing[0].id, "new");
  EXPECT_EQ(keys.signing[1].id, "old");
}

TEST_F(KeyFileTest, MayBeReadOnly) {
  write(whole, 0400);
  EXPECT_EQ(refusal(), "");
}

TEST_F(KeyFileTest, IsRefusedWhenOthersMayReadIt) {
  for (mode_t mode : {0640, 0604, 0660, 0644, 0666, 0601, 0700, 04600}) {
    unlink(path.c_str());
    write(whole, mode);
    EXPECT_NE(refusal(), "") << std::oct << mode;
    EXPECT_NE(refusal(MissingKeyFile::make), "");
  }
}

TEST_F(KeyFileTest, IsRefusedWhenItIsNoRegularFile) {
  std::ofstream(folder + "/other") << whole;
  chmod((folder + "/other").c_str(), 0600);
  ASSERT_EQ(symlink((folder + "/other").c_str(), path.c_str()), 0);
  EXPECT_NE(refusal(), "") << "a symbolic link";
  unlink(path.c_str());
  ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
  EXPECT_NE(refusal(), "") << "a pipe, and without waiting for it";
  unlink(path.c_str());
  ASSERT_EQ(mkdir(path.c_str(), 0700), 0);
  EXPECT_NE(refusal(), "") << "a folder";
  rmdir(path.c_str());
}

TEST_F(KeyFileTest, IsRefusedWhenItIsMalformed) {
  for (const std::string& wrong : {std::string(),
                                   std::string("\n"),
                                   "signing a " + secret + "\n",
                                   "credential a " + secret + "\n",
                                   whole + "signing c\n",
                                   whole + "signing c short\n",
                                   whole + "signing c " + secret + "A\n",
                                   whole + "signing c " + secret + "=\n",
                                   whole + "signing c " + secret + " x\n",
                                   whole + "signing c " + secret + " \n",
                                   whole + "signing c " + secret + " 0\n",
                                   whole + "signing c " + secret + " -1\n",
                                   whole + "signing c " + secret + " 1 1\n",
                                   whole + "signing c " + secret + " 1000000000000\n",
                                   whole + "credential c " + secret + " 1000\n",
                                   "signing a " + secret + " 1000\ncredential b " + secret + "\n",
                                   whole + "signing  c " + secret + "\n",
                                   whole + "signing a/b " + secret + "\n",
                                   whole + "signing " + std::string(33, 'k') + " " + secret + "\n",
                                   whole + "signing a " + secret + "\n",
                                   whole + "other c " + secret + "\n",
                                   whole + "signing c " + secret + "\r\n",
                                   whole + std::string(1, '\0'),
                                   whole + "garbage"}) {
    unlink(path.c_str());
    write(wrong);
    EXPECT_NE(refusal(), "") << wrong;
  }
}

TEST_F(KeyFileTest, IsRefusedWhenItIsTooLarge) {
  write(whole + std::string(64 * 1024, '\n'));
  EXPECT_NE(refusal(), "");
}

TEST_F(KeyFileTest, ThatWasLeftHalfWrittenIsMadeAnew) {
  std::ofstream(path + ".new") << "signing a";
  EXPECT_EQ(refusal(MissingKeyFile::make), "");
  EXPECT_NE(access((path + ".new").c_str(), F_OK), 0);
}

TEST_F(KeyFileTest, CannotBeMadeWhereNobodyMayWrite) {
  path = folder + "/missing/studio.key";
  EXPECT_NE(refusal(MissingKeyFile::make), "");
}

TEST_F(KeyFileTest, IsRotatedInOneStep) {
  KeyFile before = read_key_file(path, MissingKeyFile::make);
  KeyFile after = rotate_key_file(path, OldSigningKeys::keep, 1000);
  ASSERT_EQ(after.signing.size(), 2u);
  ASSERT_EQ(after.credential.size(), 2u);
  EXPECT_NE(after.signing[0].secret, before.signing[0].secret);
  EXPECT_EQ(after.signing[1].id, before.signing[0].id);
  EXPECT_EQ(after.signing[1].secret, before.signing[0].secret);
  EXPECT_EQ(after.signing[0].retired_at_s, 0);
  EXPECT_EQ(after.signing[1].retired_at_s, 1000);
  EXPECT_EQ(after.credential[1].secret, before.credential[0].secret);
  KeyFile read = read_key_file(path, MissingKeyFile::refuse);
  EXPECT_EQ(format_keys(read), format_keys(after));
  struct stat attributes;
  ASSERT_EQ(stat(path.c_str(), &attributes), 0);
  EXPECT_EQ(attributes.st_mode & 07777, 0600u);
  EXPECT_NE(access((path + ".new").c_str(), F_OK), 0);
}

TEST_F(KeyFileTest, ForgetsSigningKeysWhenTheirTokensHaveExpiredAndCredentialKeysNever) {
  read_key_file(path, MissingKeyFile::make);
  rotate_key_file(path, OldSigningKeys::keep, 1000);
  rotate_key_file(path, OldSigningKeys::keep, 2000);
  KeyFile kept = rotate_key_file(path, OldSigningKeys::keep, 2000 + refresh_token_life_s);
  ASSERT_EQ(kept.signing.size(), 3u) << "the one retired at 1000 has gone";
  EXPECT_EQ(kept.signing[2].retired_at_s, 2000);
  EXPECT_EQ(kept.credential.size(), 4u);
}

TEST_F(KeyFileTest, DropsOldSigningKeysWhereThatIsAsked) {
  KeyFile before = read_key_file(path, MissingKeyFile::make);
  KeyFile after = rotate_key_file(path, OldSigningKeys::drop, 1000);
  ASSERT_EQ(after.signing.size(), 1u);
  EXPECT_NE(after.signing[0].secret, before.signing[0].secret);
  EXPECT_EQ(after.credential.size(), 2u);
}

TEST_F(KeyFileTest, IsRotatedOverWhatACrashLeft) {
  read_key_file(path, MissingKeyFile::make);
  std::ofstream(path + ".new") << "signing half";
  EXPECT_EQ(rotate_key_file(path, OldSigningKeys::keep, 1000).signing.size(), 2u);
}

TEST_F(KeyFileTest, KeepsTheRightsThatItHad) {
  write(whole, 0400);
  rotate_key_file(path, OldSigningKeys::keep, 1000);
  struct stat attributes;
  ASSERT_EQ(stat(path.c_str(), &attributes), 0);
  EXPECT_EQ(attributes.st_mode & 07777, 0400u);
}

TEST_F(KeyFileTest, IsNotRotatedWhereItIsMissingOrRefused) {
  auto code = [&] {
    try {
      rotate_key_file(path, OldSigningKeys::keep, 1000);
    } catch (const core::Error& error) {
      return error.code;
    }
    return std::string();
  };
  EXPECT_EQ(code(), "ST003");
  write(whole, 0644);
  EXPECT_EQ(code(), "ST003");
  EXPECT_EQ(text(), whole);
}

TEST_F(KeyFileTest, HoldsAtMostTwoHundredOfAKind) {
  std::string full = whole;
  for (int i = 1; i < 200; i++) {
    full += "credential c" + std::to_string(i) + " " + secret + "\n";
  }
  write(full);
  EXPECT_EQ(refusal(), "");
  test::expect_error("54000", [&] { rotate_key_file(path, OldSigningKeys::keep, 1000); });
  EXPECT_EQ(text(), full) << "unchanged";
}

TEST_F(KeyFileTest, TwoThatRotateAtOnceBothLeaveTheirKeys) {
  read_key_file(path, MissingKeyFile::make);
  constexpr int rounds = 20;
  auto rotate = [&] {
    for (int i = 0; i < rounds; i++) {
      rotate_key_file(path, OldSigningKeys::keep, 1000);
    }
  };
  std::thread other(rotate);
  rotate();
  other.join();
  EXPECT_EQ(read_key_file(path, MissingKeyFile::refuse).signing.size(), 1u + 2 * rounds);
}

} // namespace
} // namespace studio::auth
