// Finds the total order of a relation's rows in the catalog caches. Backend C.
#pragma once

#include "rows/order.h"
#include "rows/request.h"

namespace studio::runner {

// Finds the order. `relation` as the role names it: raises what PostgreSQL raises for a name that is unknown or out of
// reach. Needs a transaction; takes the lock that the SELECT takes.
void rows_order_find(rows::Order* order, const rows::Request& request);

} // namespace studio::runner
