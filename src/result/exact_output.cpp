#include "result/exact_output.h"

namespace studio::result {

int begin_exact_output() {
  int level = NewGUCNestLevel();
  static const char* const settings[][2] = {
      {"DateStyle", "ISO"}, {"IntervalStyle", "postgres"}, {"bytea_output", "hex"}, {"extra_float_digits", "3"}};
  for (const auto& setting : settings) {
    (void)set_config_option(setting[0], setting[1], PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
  }
  return level;
}

} // namespace studio::result
