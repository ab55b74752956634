#!/usr/bin/env bash
# In a test file nothing is awaited at the top level behind the first test: the runner may end when the tests that it knows
# have ended, and those that were still to be declared would be missing without a word.
set -u
status=0
while IFS= read -r file; do
  awk -v file="$file" '
    /^ *test\(/ { seen = 1 }
    seen && /^(await |(const|let) .*= await )/ { print file ":" NR ": awaits behind the first test"; bad = 1 }
    END { exit bad }' "$file" || status=1
done < <(git ls-files -- 'test/http/*.test.mjs')
exit "$status"
