#!/usr/bin/env bash
# Every setting defined in src/pg/settings.cpp stands in doc/settings.md, and the reverse.
# shellcheck disable=SC2016  # The backticks are markdown.
set -u
defined=$(grep -oE '\{"studio\.[a-z_]+"' src/pg/settings.cpp | tr -d '{"' | sort -u)
written=$(grep -oE '^\| `studio\.[a-z_]+`' doc/settings.md | tr -d '|` ' | sort -u)
bad=0
for name in $(comm -23 <(echo "$defined") <(echo "$written")); do echo "doc/settings.md:1: $name is missing"; bad=1; done
for name in $(comm -13 <(echo "$defined") <(echo "$written")); do echo "doc/settings.md:1: $name is not defined"; bad=1; done
exit $bad
