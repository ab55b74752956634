// The few names that are nearest to one that is not there. Backend C.
#pragma once

#include "pg/backend.h"

namespace studio::runner {

constexpr int nearest_limit = 4;

struct NearName {
  char schema[NAMEDATALEN]; // empty where the name needs none
  char name[NAMEDATALEN];
  int distance; // 0: the same but for the case of letters
};

struct Nearest {
  const char* wanted;
  int distance_limit; // what is further away was hardly meant
  int count;
  NearName best[nearest_limit]; // the nearest first
};

void nearest_init(Nearest* nearest, const char* wanted);

// Takes the name if it is near enough and nearer than what is there.
void nearest_offer(Nearest* nearest, const char* schema, const char* name);

// How far a name may be from one that was meant.
int distance_limit_of(const char* wanted);

} // namespace studio::runner
