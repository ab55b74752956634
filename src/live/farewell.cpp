#include "live/farewell.h"

#include "pg/backend.h"

extern "C" {
#include "commands/extension.h"
#include "executor/spi.h"
#include "utils/snapmgr.h"
}

namespace studio::live {

namespace {

int64 count_of(int column) {
  bool is_null = false;
  Datum value = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, column, &is_null);
  return is_null ? 0 : DatumGetInt64(value);
}

} // namespace

void notice_what_is_lost() {
  // A superuser sees every row; anybody else is refused by PostgreSQL in a moment.
  if (!superuser() || !OidIsValid(get_extension_oid("studio", true)) || SPI_connect() != SPI_OK_CONNECT) {
    return;
  }
  PushActiveSnapshot(GetTransactionSnapshot());
  int result = SPI_execute("SELECT (SELECT pg_catalog.count(*) FROM studio.account),"
                           " (SELECT pg_catalog.count(*) FROM studio.organization),"
                           " (SELECT pg_catalog.count(*) FROM studio.connection)",
                           true, 1);
  if (result == SPI_OK_SELECT && SPI_processed == 1) {
    ereport(NOTICE, (errmsg("dropping studio deletes its data (accounts: " INT64_FORMAT ", organizations: " INT64_FORMAT
                            ", connections: " INT64_FORMAT ")",
                            count_of(1), count_of(2), count_of(3)),
                     errdetail("Nobody can sign in until CREATE EXTENSION studio has been run again.")));
  }
  PopActiveSnapshot();
  SPI_finish();
}

} // namespace studio::live
