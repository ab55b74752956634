#!/usr/bin/env bash
# Backend C (result/, live/, runner/run*): PostgreSQL's ereport jumps over these frames, so no object with a
# destructor may stand in them: none of the headers that bring such types, no throw, no std:: container.
# A file outside those rooms that is backend C too says `backend C` in its first ten lines.
set -u
files=$(git ls-files -- 'src/result/*' 'src/live/*' 'src/runner/run.*' 'src/runner/run_*' | grep -E '\.(cpp|h)$')
files+=" $(git ls-files -- 'src/*.cpp' 'src/*.h' | while read -r file; do
  head -n 10 "$file" | grep -qi '^// .*is backend C\b' && echo "$file"
done)"
[ -n "${files// /}" ] || exit 0
# shellcheck disable=SC2086
! grep -nHE '# *include *<(string|vector|memory|map|set|list|deque|optional|functional|unordered_map|sstream|iostream|string_view)>|\bthrow\b|\bstd::(string|vector|unique_ptr|shared_ptr|map|function|optional|unordered_map)\b|\btry *\{|\bpg::call\b|"pg/guard\.h"|"core/json_writer\.h"' \
  $files | grep -vE '^[^:]+:[0-9]+: *(//|\*)' | sed 's/$/  <- backend C holds no object with a destructor/' | grep .
