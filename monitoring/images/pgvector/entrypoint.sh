#!/bin/sh
# First start: make the cluster, run /docker-entrypoint-initdb.d, then serve. Every start: serve as user postgres.
set -eu

: "${POSTGRES_USER:=postgres}"
: "${POSTGRES_DB:=$POSTGRES_USER}"
scripts=/docker-entrypoint-initdb.d

fail() {
    echo "docker-entrypoint: $1" >&2
    exit 1
}

make_cluster() {
    if [ -n "${POSTGRES_PASSWORD_FILE:-}" ]; then
        POSTGRES_PASSWORD=$(cat "$POSTGRES_PASSWORD_FILE")
    fi
    [ -n "${POSTGRES_PASSWORD:-}" ] || fail "set POSTGRES_PASSWORD or POSTGRES_PASSWORD_FILE"

    password_file=$(mktemp)
    printf '%s\n' "$POSTGRES_PASSWORD" > "$password_file"
    initdb --username="$POSTGRES_USER" --pwfile="$password_file" --auth-local=trust --auth-host=scram-sha-256 --encoding=UTF8
    rm -f "$password_file"
    echo "host all all all scram-sha-256" >> "$PGDATA/pg_hba.conf"
}

run_scripts() {
    # No TCP yet: a health check must not see this server.
    pg_ctl --silent --wait --options="$1 -c listen_addresses=''" start
    if [ "$POSTGRES_DB" != postgres ]; then
        createdb --username="$POSTGRES_USER" "$POSTGRES_DB"
    fi
    for script in "$scripts"/*; do
        case $script in
            *.sql) run_sql "$script" ;;
            *.sh) sh -eu "$script" ;;
        esac
    done
    pg_ctl --silent --wait --mode=fast stop
}

run_sql() {
    psql --quiet --no-psqlrc --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" --file="$1"
}

# The settings of a command such as `postgres -c a=b`, in the form that pg_ctl wants.
settings() {
    shift
    for argument in "$@"; do
        printf " '%s'" "$argument"
    done
}

case "${1:-postgres}" in
    postgres) ;;
    -*) set -- postgres "$@" ;;
    *) exec "$@" ;;
esac

if [ "$(id -u)" = 0 ]; then
    mkdir -p "$PGDATA"
    chown -R postgres:postgres "$PGDATA"
    chmod 0700 "$PGDATA"
    exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi

if [ ! -s "$PGDATA/PG_VERSION" ]; then
    export POSTGRES_USER POSTGRES_DB
    # A first start that fails or is stopped leaves no cluster that looks complete.
    trap 'find "$PGDATA" -mindepth 1 -delete' EXIT
    trap 'exit 143' INT TERM
    make_cluster
    run_scripts "$(settings "$@")"
    trap - EXIT INT TERM
fi
unset POSTGRES_PASSWORD
exec "$@" -c listen_addresses='*'
