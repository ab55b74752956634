#!/usr/bin/env bash
# doc/security.md names for each requirement exactly the tests that bear its number.
# shellcheck disable=SC2013  # The words are numbers.
set -u
# Lines "R-nn test" of the table, and of the tests: a title of an API test or of a step of a journey, or the head or a comment of an SQL test.
written() {
  grep -oE '^\| R-[0-9]{2} \|.*' doc/security.md | awk -F'|' '{ gsub(/ /, "", $2); n = split($4, names, /[` ]+/); for (i = 1; i <= n; i++) if (names[i] != "") print $2, names[i] }'
}
shown() {
  local file number
  for file in test/http/*.test.mjs; do
    for number in $(grep -E '^ *test\(' "$file" | grep -oE 'R-[0-9]{2}'); do echo "$number $(basename "$file" .test.mjs)"; done
  done
  for file in web/e2e/journeys/*.test.mjs; do
    for number in $(grep -E '^ *it\(' "$file" | grep -oE 'R-[0-9]{2}'); do echo "$number ${file%.test.mjs}"; done
  done
  for file in test/sql/*.sql; do
    for number in $(grep -E '^--' "$file" | grep -oE 'R-[0-9]{2}'); do echo "$number ${file%.sql}"; done
  done
}
bad=0
while read -r line; do echo "doc/security.md:1: no test shows $line"; bad=1; done < <(comm -23 <(written | sort -u) <(shown | sort -u))
while read -r line; do echo "doc/security.md:1: not named: $line"; bad=1; done < <(comm -13 <(written | sort -u) <(shown | sort -u))
exit $bad
