#include "auth/key_file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "core/digest.h"
#include "core/error.h"

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
  for (const std::string& wrong :
       {std::string(), std::string("\n"), "signing a " + secret + "\n", "credential a " + secret + "\n",
        whole + "signing c\n", whole + "signing c short\n", whole + "signing c " + secret + "A\n",
        whole + "signing c " + secret + "=\n", whole + "signing c " + secret + " x\n",
        whole + "signing  c " + secret + "\n", whole + "signing a/b " + secret + "\n",
        whole + "signing " + std::string(33, 'k') + " " + secret + "\n", whole + "signing a " + secret + "\n",
        whole + "other c " + secret + "\n", whole + "signing c " + secret + "\r\n", whole + std::string(1, '\0'),
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

} // namespace
} // namespace studio::auth
