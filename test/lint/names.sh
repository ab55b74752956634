#!/usr/bin/env bash
# Full words and no rooms for odds and ends; files of C++ and SQL in snake_case, of TypeScript in kebab-case.
set -u
bad=0
complain() { [ -z "$1" ] || { printf '%s\n' "$1" | sed "s/\$/  <- $2/"; bad=1; }; }

files=$(git ls-files -- src sql web test bench dev ':!dev/data')
complain "$(grep -E '(^|/|[-_])(utils?|helpers?|common|managers?|misc)([-_.]|/|$)' <<< "$files" | sed 's/$/:1:/')" 'a name that says nothing'
complain "$(grep -E '^(src|sql)/.*[A-Z-].*\.(cpp|h|sql)$' <<< "$files" | grep -vE 'sql/studio--|sql/upgrade/' | sed 's/$/:1:/')" 'C++ and SQL files are snake_case'
complain "$(grep -E '^web/.*/src/.*\.(ts|tsx)$' <<< "$files" | grep -E '/[^/]*[A-Z][^/]*$' | sed 's/$/:1:/')" 'TypeScript files are kebab-case'
complain "$(grep -E '\.(cc|hpp|cxx|hh)$' <<< "$files" | sed 's/$/:1:/')" 'C++ files are .cpp and .h'
complain "$(git grep -nE '\b(organisation|colour|behaviour|authoris|initialis|serialis|normalis)' -- src sql web/*/src ':!*.md')" 'American spelling'
complain "$(git grep -nE '\b(org_id|conn_id|msg|ctx|usr|pwd|cnt|idx)\b' -- 'src/*.cpp' 'src/*.h' 'sql/*.sql' ':!sql/catalog')" 'full words'
complain "$(git grep -nE '\b(TODO|FIXME|XXX|HACK)\b' -- src sql web test bench dev make ':!test/lint')" 'a loose end needs an issue, not a mark'
exit $bad
