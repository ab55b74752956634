#include "core/edit_distance.h"

#include <gtest/gtest.h>

#include <string>

namespace studio::core {
namespace {

TEST(EditDistance, CountsWhatAHandDoesWrong) {
  struct Case {
    const char* left;
    const char* right;
    int distance;
  };
  const Case cases[] = {
      {"title", "title", 0},  {"Title", "tITLE", 0},   {"titel", "title", 1}, {"tilte", "title", 1},
      {"titl", "title", 1},   {"titlee", "title", 1},  {"tutle", "title", 1}, {"naive", "naïve", 1},
      {"größe", "groeße", 2}, {"日本誤", "日本語", 1}, {"flim", "film", 1},   {"", "", 0},
      {"", "ab", 2},          {"ab", "ba", 1},         {"abc", "cab", 2},     {"kitten", "sitting", 3},
      {"a", "b", 1},          {"abcd", "badc", 2},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(edit_distance(c.left, c.right, 5), c.distance) << c.left << " " << c.right;
    EXPECT_EQ(edit_distance(c.right, c.left, 5), c.distance) << c.right << " " << c.left;
  }
}

TEST(EditDistance, GivesUpBeyondItsLimit) {
  EXPECT_EQ(edit_distance("title", "language", 2), 3);
  EXPECT_EQ(edit_distance("ab", "abcdef", 3), 4);
  EXPECT_EQ(edit_distance("kitten", "sitting", 2), 3);
}

TEST(EditDistance, TakesNamesOfAnyLength) {
  const std::string longest(63, 'x');
  EXPECT_EQ(edit_distance(longest, longest.substr(1), 3), 1);
  EXPECT_EQ(edit_distance(std::string(500, 'x'), longest, 3), 1);
}

} // namespace
} // namespace studio::core
