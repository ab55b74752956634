#include "http/router.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "http/target.h"

namespace studio::http {
namespace {

Router<std::string> routes() {
  Router<std::string> router;
  router.add("GET", "/", "index");
  router.add("GET", "/connections", "list");
  router.add("POST", "/connections", "create");
  router.add("GET", "/connections/{id}", "read");
  router.add("DELETE", "/connections/{id}", "delete");
  router.add("GET", "/connections/defaults", "defaults");
  router.add("POST", "/connections/test", "test");
  router.add("GET", "/connections/{id}/catalog/{question}", "catalog");
  return router;
}

std::string found(const std::string& method, const std::string& target) {
  const Router<std::string> router = routes();
  const auto match = router.match(method, parse_target(target).segments);
  if (match.outcome == RouteOutcome::not_found)
    return "404";
  if (match.outcome == RouteOutcome::method_not_allowed)
    return "405 " + match.allow;
  return *match.handler + ":" + std::string(match.parameters.at("id")) + ":" +
         std::string(match.parameters.at("question"));
}

TEST(Router, FindsTheHandlerAndItsParameters) {
  EXPECT_EQ(found("GET", "/"), "index::");
  EXPECT_EQ(found("GET", "/connections"), "list::");
  EXPECT_EQ(found("POST", "/connections"), "create::");
  EXPECT_EQ(found("GET", "/connections/7"), "read:7:");
  EXPECT_EQ(found("GET", "/connections/7/catalog/a%2Fb?x=1"), "catalog:7:a/b");
  EXPECT_EQ(found("HEAD", "/connections/7"), "read:7:");
}

TEST(Router, PrefersTheLiteralRoute) {
  EXPECT_EQ(found("GET", "/connections/defaults"), "defaults::");
  EXPECT_EQ(found("POST", "/connections/test"), "test::");
  EXPECT_EQ(found("GET", "/connections/test"), "read:test:");
}

TEST(Router, TellsAnUnknownPathFromAWrongMethod) {
  for (const char* target : {"/connection", "/connections/", "/connections//catalog/x", "/Connections",
                             "/connections/7/catalog", "/connections/7/catalog/x/y"})
    EXPECT_EQ(found("GET", target), "404") << target;
  EXPECT_EQ(found("PUT", "/connections/7"), "405 GET, HEAD, DELETE");
  EXPECT_EQ(found("get", "/connections"), "405 GET, HEAD, POST");
  EXPECT_EQ(found("HEAD", "/connections/test"), "read:test:");
  EXPECT_EQ(found("DELETE", "/connections/defaults"), "delete:defaults:");
}

TEST(Router, RefusesAMistakeInTheTable) {
  Router<int> router;
  router.add("GET", "/a/{id}", 1);
  EXPECT_THROW(router.add("GET", "/a/{other}", 2), std::invalid_argument);
  EXPECT_THROW(router.add("GET", "a", 2), std::invalid_argument);
  EXPECT_THROW(router.add("GET", "/{", 2), std::invalid_argument);
  EXPECT_THROW(router.add("GET", "/{}", 2), std::invalid_argument);
  EXPECT_THROW(router.add("GET", "/{a", 2), std::invalid_argument);
  EXPECT_NO_THROW(router.add("POST", "/a/{other}", 2));
  EXPECT_NO_THROW(router.add("GET", "/a/b", 2));
  std::string seen;
  router.for_each([&](const std::string& method, const std::string& pattern, int handler) {
    seen += method + pattern + std::to_string(handler) + " ";
  });
  EXPECT_EQ(seen, "GET/a/{id}1 POST/a/{other}2 GET/a/b2 ");
}

} // namespace
} // namespace studio::http
