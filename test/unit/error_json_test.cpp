#include "wire/error_json.h"

#include <gtest/gtest.h>

#include "wire/error_read.h"
#include "wire/http_status.h"

namespace studio::wire {
namespace {

using core::Error;

TEST(ErrorJson, HasEveryFieldAndNullForTheAbsent) {
  EXPECT_EQ(
      error_body(Error("42P01", "relation \"x\" does not exist"), ""),
      R"({"error":{"severity":"ERROR","code":"42P01","message":"relation \"x\" does not exist","detail":null,"hint":null,"position":null,"where":null,)"
      R"("schema":null,"table":null,"column":null,"datatype":null,"constraint":null,"internal_query":null,"internal_position":null,"request_id":null}})");
}

TEST(ErrorJson, CarriesEveryField) {
  Error error("23505", "m");
  error.severity = "FATAL";
  error.detail = "d";
  error.hint = "h";
  error.position = 15;
  error.where = "w\nv";
  error.schema = "s";
  error.table = "t";
  error.column = "c";
  error.datatype = "y";
  error.constraint = "k";
  error.internal_query = "q";
  error.internal_position = 9;
  error.retry_after_s = 5;
  EXPECT_EQ(
      error_body(error, "id"),
      R"({"error":{"severity":"FATAL","code":"23505","message":"m","detail":"d","hint":"h","position":15,"where":"w\nv",)"
      R"("schema":"s","table":"t","column":"c","datatype":"y","constraint":"k","internal_query":"q","internal_position":9,"request_id":"id"}})");
}

TEST(HttpStatus, FollowsTheTable) {
  struct Case {
    const char* sqlstate;
    int status;
  };
  const Case cases[] = {
      {"28000", 401}, {"28P01", 401}, {"42501", 403}, {"25006", 403}, {"0LP01", 403}, {"ST004", 403}, {"ST006", 404},
      {"ST007", 405}, {"22023", 400}, {"22P02", 400}, {"08P01", 400}, {"08006", 503}, {"42601", 400}, {"42P01", 400},
      {"54000", 400}, {"54001", 400}, {"0A000", 400}, {"3D000", 400}, {"23505", 409}, {"40001", 409}, {"40P01", 409},
      {"55006", 409}, {"55P03", 409}, {"ST008", 413}, {"ST009", 421}, {"53100", 503}, {"53200", 503}, {"53300", 503},
      {"53400", 503}, {"57P01", 503}, {"57P03", 503}, {"57014", 504}, {"ST002", 503}, {"ST003", 503}, {"ST005", 503},
      {"58030", 500}, {"XX000", 500}, {"XX001", 500}, {"ST999", 500}, {"P0001", 400}, {"22012", 400}, {"25P02", 400},
      {"MY123", 400}, {"HV00N", 502}, {"", 400},
  };
  for (const Case& c : cases)
    EXPECT_EQ(http_status(c.sqlstate), c.status) << c.sqlstate;
}

TEST(HttpStatus, IsTooManyRequestsOnlyWhereTryingAgainHelps) {
  Error error("53400", "too many attempts");
  EXPECT_EQ(http_status(error), 503);
  error.retry_after_s = 3;
  EXPECT_EQ(http_status(error), 429);
}

TEST(StatementStatus, NeverSaysThatTheTokenHasEnded) {
  EXPECT_EQ(statement_status(Error("28P01", "password authentication failed for a foreign server")), 403);
  EXPECT_EQ(statement_status(Error("28000", "m")), 403);
  EXPECT_EQ(statement_status(Error("42601", "m")), 400);
  EXPECT_EQ(statement_status(Error("23505", "m")), 409);
}

TEST(ErrorRead, GivesBackWhatWasWritten) {
  Error error("22012", "division by zero \"x\"");
  error.severity = "FATAL";
  error.where = "PL/pgSQL function f() line 3";
  error.position = 7;
  error.internal_query = "SELECT 1/0";
  error.internal_position = 9;
  const Error read = read_error(R"({"type":"error","statement":1,)" +
                                error_body(error, "id").substr(10, error_body(error, "id").size() - 11));
  EXPECT_EQ(error_body(read, "id"), error_body(error, "id"));
  EXPECT_EQ(read_error("[").code, "XX000");
  EXPECT_EQ(read_error("{}").code, "XX000");
}

} // namespace
} // namespace studio::wire
