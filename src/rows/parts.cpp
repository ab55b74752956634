#include "rows/parts.h"

extern "C" {
#include "access/stratnum.h"
#include "utils/builtins.h"
}

namespace studio::rows {

namespace {

// Fewer than most blocks hold, since rows that are dead or filtered out take room too.
constexpr int64 rows_expected_in_block = 16;
// By so much the next step backwards is wider.
constexpr int64 widening = 32;

Part* add_part(Parts* parts, const Order& order, Place place) {
  Part* part = &parts->items[parts->count++];
  *part = Part{};
  part->order = order;
  part->place = place;
  return part;
}

// Those with a value of the first key. Among them it does not matter where nulls stand: said the way an index has it.
void add_values(Parts* parts, const Order& order, Place place) {
  Part* part = add_part(parts, order, place);
  part->order.keys = static_cast<OrderKey*>(palloc(sizeof(OrderKey) * static_cast<Size>(order.count)));
  memcpy(part->order.keys, order.keys, sizeof(OrderKey) * static_cast<Size>(order.count));
  OrderKey* first = &part->order.keys[0];
  first->is_nullable = false;
  first->is_nulls_first = first->is_descending;
  if (place == Place::anywhere) {
    part->test = psprintf("%s IS NOT NULL", first->name);
  }
}

void add_nulls(Parts* parts, const Order& order, Place place) {
  Part* part = add_part(parts, order, place);
  part->test = psprintf("%s IS NULL", order.keys[0].name);
  part->order.keys = order.keys + 1;
  part->order.count = order.count - 1;
  part->skipped_keys = 1;
}

// True where the rows can be found again by keys that are never null. Such keys tell every two rows apart, since the key by which
// the order was made total is among them.
bool can_join(const Order& order) {
  bool is_found = false;
  for (int i = 0; i < order.count; i++) {
    if (!order.keys[i].is_nullable) {
      if (order.keys[i].operators[BTEqualStrategyNumber - 1] == nullptr) {
        return false;
      }
      is_found = true;
    }
  }
  return is_found;
}

void add_around_nulls(Parts* parts, const Order& order, Place start, bool is_null) {
  bool is_nulls_first = order.keys[0].is_nulls_first;
  bool begins_with_nulls = start == Place::anywhere ? is_nulls_first : start == Place::behind && is_null;
  if (begins_with_nulls) {
    add_nulls(parts, order, start);
    if (is_nulls_first) {
      add_values(parts, order, Place::anywhere);
    }
    return;
  }
  add_values(parts, order, start);
  if (!is_nulls_first) {
    add_nulls(parts, order, Place::anywhere);
  }
}

// Backwards from a place such as "(17,3)", and never more steps than there is room for: the last one reaches the beginning.
void add_blocks(Parts* parts, const Order& order, const char* place, int64 limit) {
  int64 block = place[0] == '(' ? strtoll(place + 1, nullptr, 10) : 0;
  int64 width = limit / rows_expected_in_block + 1;
  int64 end = 0;
  for (int64 first = block - width; parts->count < most_parts - 1 && first > 0; first -= width) {
    Part* part = add_part(parts, order, parts->count == 0 ? Place::behind : Place::anywhere);
    part->is_bounded = true;
    part->first_block = static_cast<uint32>(first);
    part->end_block = static_cast<uint32>(end);
    end = first;
    width *= widening;
  }
  Part* rest = add_part(parts, order, parts->count == 0 ? Place::behind : Place::anywhere);
  rest->end_block = static_cast<uint32>(end);
}

} // namespace

Parts find_parts(const Request& request, const Order& order, const char** cursor) {
  Parts parts = {};
  Place start = cursor != nullptr ? Place::behind : request.at >= 0 ? Place::sought : Place::anywhere;
  bool has_keys = order.mode == PageMode::keys && can_join(order);
  if (has_keys && order.keys[0].is_nullable) {
    add_around_nulls(&parts, order, start, cursor != nullptr && cursor[0] == nullptr);
  } else if (has_keys && request.is_backward && order.count == 1 && order.keys[0].column == nullptr &&
             start == Place::behind && cursor[0] != nullptr) {
    add_blocks(&parts, order, cursor[0], request.limit);
  } else {
    add_part(&parts, order, start);
  }
  return parts;
}

} // namespace studio::rows
