#!/usr/bin/env bash
# The law of replay: sql/function/ and sql/policy/ are appended whole to each upgrade script, so every statement there
# must be replayable; sql/table/ runs once. IF NOT EXISTS is used nowhere: it would adopt what somebody else made.
set -u
bad=0
complain() { [ -z "$1" ] || { printf '%s\n' "$1" | sed "s/\$/  <- $2/"; bad=1; }; }

functions=$(git ls-files -- 'sql/function/*.sql')
policies=$(git ls-files -- 'sql/policy/*.sql')
all=$(git ls-files -- 'sql/*.sql' ':!sql/catalog')
if [ -n "$functions" ]; then
  # shellcheck disable=SC2086
  complain "$(grep -nHE '^(CREATE|ALTER|DROP|INSERT|UPDATE|DELETE)\b' $functions /dev/null |
    grep -vE ':(CREATE OR REPLACE (FUNCTION|PROCEDURE|VIEW)|ALTER (FUNCTION|PROCEDURE|VIEW|DEFAULT PRIVILEGES)|DROP TRIGGER IF EXISTS|CREATE (CONSTRAINT )?TRIGGER|CREATE OR REPLACE TRIGGER)\b')" \
    'function/ holds only CREATE OR REPLACE'
fi
for file in $policies; do
  while IFS=: read -r line name; do
    grep -qF "DROP POLICY IF EXISTS $name" "$file" || { echo "$file:$line: policy $name is created but not dropped first"; bad=1; }
  done < <(grep -noE '^CREATE POLICY "[^"]+"' "$file" | sed -E 's/CREATE POLICY //')
done
if [ -n "$all" ]; then
  # shellcheck disable=SC2086
  complain "$(grep -nHE '\b(CREATE|ADD)\b.*\bIF NOT EXISTS\b' $all /dev/null | grep -vE ':[0-9]+: *--')" 'no IF NOT EXISTS'
fi
exit $bad
