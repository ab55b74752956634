# shellcheck shell=bash disable=SC2154
# The steps of dev/cluster, which sets the variables that they share: dir pg_port http_port data primary settings.
# What a cluster is on disk: DIR/data (the cluster), DIR/socket, DIR/log, DIR/description (its ports; marks DIR as ours).

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
bin=${STUDIO_PG_BIN:-$(pg_config --bindir)}

fail() {
  echo "dev/cluster: $*" >&2
  exit 1
}

# PostgreSQL refuses to run as root.
as_owner() {
  if [ "$(id -u)" = 0 ]; then (cd / && exec setpriv --reuid postgres --regid postgres --init-groups env HOME=/ "$@"); else "$@"; fi
}

query() { "$bin/psql" -h "$dir/socket" -p "$pg_port" -U postgres -X -q -A -t -v ON_ERROR_STOP=1 "$@"; }

# A port that nobody listens on, below the range that the kernel gives to clients.
free_port() {
  local port
  for _ in $(seq 200); do
    port=$((15000 + (RANDOM * 32768 + RANDOM) % 17000))
    [ "$port" = "${1:-}" ] && continue
    (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null || { echo "$port" && return; }
  done
  fail 'found no free port'
}

# Waits for a fact, at most 60 seconds: wait_until WHAT COMMAND...
wait_until() {
  local what=$1 deadline=$((SECONDS + 60))
  shift
  until "$@" > /dev/null 2>&1; do
    [ $SECONDS -lt $deadline ] || fail "waited 60 seconds in vain for $what; see $dir/log"
    is_running || fail "the server stopped; see $dir/log: $(tail -n 3 "$dir/log" | tr '\n' ' ')"
    sleep 0.05
  done
}

# Without --dir: the one cluster that was started without it.
find_cluster() {
  if [ -z "$dir" ]; then
    local found=("${TMPDIR:-/tmp}"/studio-cluster.*/description)
    [ -e "${found[0]}" ] || fail 'there is no cluster; dev/cluster start makes one'
    [ ${#found[@]} = 1 ] || fail "there are several clusters, name one with --dir: ${found[*]%/description}"
    dir=${found[0]%/description}
  fi
  [ -f "$dir/description" ] || fail "$dir holds no cluster of dev/cluster"
  read -r pg_port http_port < "$dir/description"
}

make_folder() {
  mkdir -p "$dir"
  dir=$(cd "$dir" && pwd)
  [ -z "$(ls -A "$dir")" ] || fail "$dir is not empty"
  # A Unix socket's path is cut at 107 bytes.
  [ ${#dir} -le 80 ] || fail "$dir is too long a path for a socket"
  mkdir "$dir/data" "$dir/socket"
  chmod 711 "$dir"
  chmod 700 "$dir/socket" "$dir/data"
  : > "$dir/log"
  echo "$pg_port $http_port" > "$dir/description"
  [ "$(id -u)" != 0 ] || chown -R postgres: "$dir"
}

# What every cluster of ours needs to be told; of a setting that stands there twice, the last one counts.
write_settings() {
  {
    echo "port = $pg_port"
    echo "unix_socket_directories = '$dir/socket'"
    echo "studio.port = $http_port"
    [ ${#settings[@]} = 0 ] || printf '%s\n' "${settings[@]}"
  } >> "$dir/data/postgresql.conf"
}

make_cluster() {
  as_owner "$bin/initdb" -D "$dir/data" -U postgres -E UTF8 --locale=C.UTF-8 --no-sync \
    --auth-local=trust --auth-host=scram-sha-256 > "$dir/log" 2>&1 || fail "initdb: $(tail -n 3 "$dir/log")"
  {
    echo "listen_addresses = ''"
    echo "shared_preload_libraries = 'pg_stat_statements, studio'"
    echo 'max_worker_processes = 24'
    # It is thrown away: nothing in it needs to survive a crash of the machine.
    printf '%s\n' 'fsync = off' 'synchronous_commit = off' 'full_page_writes = off'
    echo 'studio.allow_superuser = on'
    [ -z "$data" ] || echo "studio.default_database = '$data'"
  } >> "$dir/data/postgresql.conf"
  write_settings
}

# A base backup of the cluster in $primary, set up to follow it.
copy_primary() {
  local primary_port
  [ -f "$primary/description" ] || fail "$primary holds no cluster of dev/cluster"
  read -r primary_port _ < "$primary/description"
  as_owner "$bin/pg_basebackup" -h "$primary/socket" -p "$primary_port" -U postgres -D "$dir/data" \
    --write-recovery-conf --checkpoint=fast --no-sync > "$dir/log" 2>&1 || fail "pg_basebackup: $(tail -n 3 "$dir/log")"
  write_settings
}

is_running() { as_owner "$bin/pg_ctl" status -D "$dir/data" > /dev/null 2>&1; }

start_server() {
  # STUDIO_PRELOAD: a library that must come before all others (dev/asan).
  as_owner env ${STUDIO_PRELOAD:+"LD_PRELOAD=$STUDIO_PRELOAD"} "$bin/pg_ctl" start -w -s -D "$dir/data" -l "$dir/log" > /dev/null || fail "the server did not start: $(tail -n 5 "$dir/log")"
}

load_data() {
  "$top/dev/data/load" "$data" "$bin" "$dir/socket" "$pg_port" || fail "could not load $data"
}

create_extension() {
  local database
  database=$(query -c 'SHOW studio.database')
  query -d "$database" -c 'CREATE EXTENSION IF NOT EXISTS pg_stat_statements; CREATE EXTENSION studio'
  wait_until "http://127.0.0.1:$http_port/api/v1/healthz" curl -fs -o /dev/null "http://127.0.0.1:$http_port/api/v1/healthz"
}

describe() {
  printf '{"dir":"%s","pg_port":%s,"http_port":%s,"socket_dir":"%s","url":"http://127.0.0.1:%s","superuser":"postgres","log":"%s"}\n' \
    "$dir" "$pg_port" "$http_port" "$dir/socket" "$http_port" "$dir/log"
}

stop_cluster() {
  if is_running; then
    as_owner "$bin/pg_ctl" stop -w -s -t 20 -m fast -D "$dir/data" > /dev/null 2>&1 ||
      as_owner "$bin/pg_ctl" stop -w -s -t 20 -m immediate -D "$dir/data" > /dev/null 2>&1 ||
      fail "could not stop the server in $dir"
  fi
  rm -rf "$dir"
}

# A start that failed leaves no server behind; its log is kept for the reader.
give_up() {
  trap - EXIT
  [ -d "$dir/data" ] || return 0
  cp "$dir/log" "${TMPDIR:-/tmp}/studio-cluster-failed.log" 2> /dev/null &&
    echo "dev/cluster: the server's log is in ${TMPDIR:-/tmp}/studio-cluster-failed.log" >&2
  stop_cluster || true
}
