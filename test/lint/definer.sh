#!/usr/bin/env bash
# Every SECURITY DEFINER function pins its search_path, in the very words of the house.
# shellcheck disable=SC2016  # The program is for awk.
set -u
git ls-files -- 'sql/*.sql' ':!sql/catalog' | xargs -r awk '
  /^CREATE .*FUNCTION|^CREATE .*PROCEDURE/ { start = FNR; definer = pinned = 0; name = $0 }
  start && /SECURITY DEFINER/ { definer = 1 }
  start && /SET search_path (=|TO) pg_catalog, pg_temp/ { pinned = 1 }
  start && (/;[ \t]*$/ || FNR < start) && (/^\$[a-z_]*\$.*;/ || /;[ \t]*$/) && !/^[ \t]/ {
    if (definer && !pinned) { print FILENAME ":" start ": SECURITY DEFINER without SET search_path = pg_catalog, pg_temp"; bad = 1 }
    start = 0
  }
  END { exit bad }'
