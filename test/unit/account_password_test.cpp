#include "auth/account_password.h"

#include <gtest/gtest.h>

#include "auth/password_rules.h"

namespace studio::auth {
namespace {

TEST(AccountPassword, FitsItsOwnHashAndNoOther) {
  std::string hash = make_password_hash("correct horse");
  EXPECT_EQ(hash.rfind("scrypt$32768$8$3$", 0), 0u);
  EXPECT_TRUE(matches_password_hash("correct horse", hash));
  EXPECT_FALSE(matches_password_hash("correct horsf", hash));
  EXPECT_NE(make_password_hash("correct horse"), hash);
  EXPECT_FALSE(matches_password_hash("", dummy_password_hash()));
}

TEST(AccountPassword, TakesTheParametersFromTheHash) {
  // RFC 7914, section 12: scrypt("password", "NaCl", 1024, 8, 16), its first 32 bytes.
  EXPECT_TRUE(matches_password_hash("password", "scrypt$1024$8$16$TmFDbA$_bq-HJ00cgB4VucZDQHp_nxq18vII3gw53N2Y0s3MWI"));
}

TEST(AccountPassword, FitsNoHashThatIsMalformedOrAsksForTooMuch) {
  const char* salt_and_hash = "$TmFDbA$_bq-HJ00cgB4VucZDQHp_nxq18vII3gw53N2Y0s3MWI";
  for (const char* parameters : {"scrypt$1024$8", "scrypt$1023$8$16", "scrypt$1$8$16", "scrypt$1048576$64$1",
                                 "scrypt$1024$8$17", "scrypt$-1$8$16", "scrypt$1024 $8$16", "bcrypt$1024$8$16", ""}) {
    EXPECT_FALSE(matches_password_hash("password", std::string(parameters) + salt_and_hash)) << parameters;
  }
  EXPECT_FALSE(matches_password_hash("password", "scrypt$1024$8$16$TmFDbA$_bq-"));
}

TEST(PasswordRules, RefuseWhatIsGuessedFirst) {
  for (const char* password :
       {"seven77", "password", "PASSWORD1!", "Passw0rd2024", "iloveyou", "zzzzzzzzzz", "23456789", "abcdefgh",
        "ZYXWVUTS", "qwertyui", "postgres!", "ann.lee@example.org", "Ann.Lee99", "Ann Lee-Smith"}) {
    EXPECT_NE(password_problem(password, "ann.lee@example.org", "Ann Lee-Smith"), "") << password;
  }
}

TEST(PasswordRules, AskForNoComposition) {
  for (const char* password :
       {"gull tide lamp", "onlyletters", "73914628", "日本語のパスワード", "my password is long"}) {
    EXPECT_EQ(password_problem(password, "ann.lee@example.org", "Ann Lee"), "") << password;
  }
  EXPECT_EQ(password_problem(std::string(512, 'x') + std::string(512, 'y'), "", ""), "");
  EXPECT_NE(password_problem(std::string(1025, 'x') + "y", "", ""), "");
}

} // namespace
} // namespace studio::auth
