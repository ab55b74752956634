#!/usr/bin/env bash
# A room includes only the rooms that src/rooms.txt allows, and every room is listed there.
set -u
git ls-files -- 'src/*.cpp' 'src/*.h' | xargs grep -nHE '^ *# *include +"' | awk '
  BEGIN {
    while ((getline line < "src/rooms.txt") > 0) {
      if (line ~ /^#/ || line !~ /:/) continue
      room = line; sub(/:.*/, "", room); rest = line; sub(/^[^:]*:/, "", rest)
      known[room] = 1; allowed[room, room] = 1
      count = split(rest, targets, " ")
      for (i = 1; i <= count; i++) allowed[room, targets[i]] = 1
    }
  }
  {
    split($0, part, ":"); file = part[1]; where = file ":" part[2] ": "
    room = file; sub(/^src\//, "", room); if (!sub(/\/.*/, "", room)) room = "module"
    target = $0; sub(/^[^"]*"/, "", target); sub(/".*/, "", target)
    if (!(room in known)) { print where "room " room " is not in src/rooms.txt"; bad = 1; next }
    # A PostgreSQL header: pg/backend.h alone may include those, or a bridge or backend C room what it lacks.
    other = target; if (!sub(/\/.*/, "", other) || !(other in known)) {
      if (room ~ /^(core|wire|http|ws)$/) { print where "a plain room may not include " target; bad = 1 }
      next
    }
    if (!((room, other) in allowed)) { print where room " may not include " other; bad = 1 }
    if (room == "result" && other == "pg" && target !~ /^pg\/(backend|version)\.h$/) {
      print where "result sees of pg only backend.h and version.h"; bad = 1 }
    if (room == "result" && other == "channel" && target != "channel/sink.h") {
      print where "result sees of channel only sink.h"; bad = 1 }
    if (room == "remote" && other == "http" && target != "http/address.h") {
      print where "remote sees of http only address.h"; bad = 1 }
  }
  END { exit bad }'
