#!/usr/bin/env bash
# The built library exports what PostgreSQL and SQL call by name, and nothing else.
set -u
[ -f studio.so ] || exit 0
! nm -D --defined-only studio.so | awk '{print $3}' | sed 's/@.*//' |
  grep -vE '^(Pg_magic_func|_PG_init|pg_finfo_[a-z0-9_]+|studio_[a-z0-9_]+)$' |
  sed 's/^/studio.so:0: exported symbol without our prefix: /' | grep .
