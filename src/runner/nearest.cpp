#include "runner/nearest.h"

#include "core/edit_distance.h"

namespace studio::runner {

int distance_limit_of(const char* wanted) {
  constexpr int longest_distance = 3;
  int length = static_cast<int>(strlen(wanted));
  return length < 3 ? 0 : Min(Max(length / 3, 1), longest_distance);
}

void nearest_init(Nearest* nearest, const char* wanted) {
  nearest->wanted = wanted;
  nearest->distance_limit = distance_limit_of(wanted);
  nearest->count = 0;
}

namespace {

// Of two that are equally far, those without a schema come first, then the alphabet decides.
bool is_before(const NearName& left, const NearName& right) {
  if (left.distance != right.distance) {
    return left.distance < right.distance;
  }
  int schemas = strcmp(left.schema, right.schema);
  return schemas != 0 ? schemas < 0 : strcmp(left.name, right.name) < 0;
}

} // namespace

void nearest_offer(Nearest* nearest, const char* schema, const char* name) {
  int distance = core::edit_distance(nearest->wanted, name, nearest->distance_limit);
  if (distance > nearest->distance_limit) {
    return;
  }
  NearName found;
  found.distance = distance;
  strlcpy(found.schema, schema, NAMEDATALEN);
  strlcpy(found.name, name, NAMEDATALEN);
  int place = nearest->count;
  while (place > 0 && is_before(found, nearest->best[place - 1])) {
    place--;
  }
  if (place == nearest_limit) {
    return;
  }
  nearest->count = Min(nearest->count + 1, nearest_limit);
  for (int i = nearest->count - 1; i > place; i--) {
    nearest->best[i] = nearest->best[i - 1];
  }
  nearest->best[place] = found;
}

} // namespace studio::runner
