#!/usr/bin/env bash
# No source file above 400 lines; no C++ function above 60 (from a line that opens a body at the left margin to its `}`).
set -u
bad=0
while read -r lines file; do
  [ "$file" = total ] && continue
  [ "$lines" -le 400 ] || { echo "$file:$lines: longer than 400 lines"; bad=1; }
done < <(git ls-files -- '*.cpp' '*.h' '*.c' '*.sql' '*.sh' '*.mjs' '*.ts' '*.tsx' '*.css' 'dev/*' 'make/*' 'bench/*' \
  ':!dev/data' ':!test/expected' | xargs -r wc -l)

git ls-files -- 'src/*.cpp' 'bench/*.c' | xargs -r awk '
  FNR == 1 { start = 0 }
  /^[A-Za-z_].*\)[^;]*\{$/ || /^ .*\) *(const|noexcept)? *\{$/ && !start && /^ {0,8}:/ { if (!start) start = FNR }
  /^\{$/ && !start { start = FNR }
  /^namespace|^extern "C" \{|^(class|struct|enum|union) / { start = 0 }
  /^\}/ { if (start && FNR - start > 60) { print FILENAME ":" start ": function of " FNR - start " lines"; bad = 1 } start = 0 }
  END { exit bad }' || bad=1
exit $bad
