#!/usr/bin/env bash
# What never stands in our code, and why: regular expressions that recurse, programs started, clusters killed,
# threads, HTML built from text.
set -u
bad=0
forbid() {
  local pattern=$1 reason=$2 found
  shift 2
  found=$(git grep -nE "$pattern" -- "$@" | grep -vE '^[^:]+:[0-9]+: *(//|\*|--|#)')
  [ -z "$found" ] || { printf '%s\n' "$found" | sed "s/\$/  <- $reason/"; bad=1; }
}

cpp=('src/*.cpp' 'src/*.h')
forbid 'std::regex|<regex>' 'std::regex recurses on its input' "${cpp[@]}"
forbid '\b(system|popen|execl|execv|execlp|execvp|execve|posix_spawn|OpenPipeStream|fork) *\(' 'the server starts no program' "${cpp[@]}"
forbid 'SIGKILL|SIGQUIT' 'a killed worker restarts the cluster' "${cpp[@]}"
# The one exception to the next two: what libpq computes for a hostile server cannot be interrupted, so it runs in a thread that
# takes no signals, and where that is left behind the process ends behind PostgreSQL's last exit callback, not OpenSSL's.
thread=':!src/remote/handshake.cpp'
forbid '\b(abort|_exit|quick_exit|std::terminate) *\(|[^_a-z]exit *\(' 'a worker leaves by proc_exit, or the cluster restarts' "${cpp[@]}" "$thread"
forbid 'std::(thread|async|jthread)|pthread_create' 'single thread in every process' "${cpp[@]}" "$thread"
forbid '\b(gets|strcpy|strcat|sprintf|alloca) *\(' 'unbounded write' "${cpp[@]}"
forbid '<(expected|format)>|std::(expected|format)\b' 'not in clang 14' "${cpp[@]}"
# The one exception shuts that door: what a library would write there is refused.
forbid 'innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval *\(|new Function *\(' 'HTML and code are never made from text' 'web/*.ts' 'web/*.tsx' \
  ':!web/app/src/features/editor/chart/empty-box.ts'
forbid 'current_setting *\( *.studio\.(account|current_account|user|role|member|organization|identity)' 'identity never comes from a setting' 'sql/*.sql' "${cpp[@]}"
forbid '(^|[^a-z.])/(tmp|root|home)/' 'no path of this machine' src sql web/*/src doc '*.md' ':!*package-lock.json'
exit $bad
