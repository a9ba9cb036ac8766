#!/bin/sh
# Tests the instrumentation and the demo in containers without a network: with Debian stable's FastAPI, prometheus-client, psycopg
# and SQLAlchemy, and with sid's, which has the OpenTelemetry SDK. Arguments go to pytest. `./build.sh test integration` does the same.
# MEM0_CHECKOUT=<folder> tests an unmodified checkout of mem0 as well.
set -eu
cd "$(dirname "$0")/../.."
docker build --quiet --tag mem0-monitoring/demo:trixie demo
docker build --quiet --tag mem0-monitoring/demo-test:trixie instrumentation/tests
docker build --quiet --tag mem0-monitoring/demo-test:sid --file instrumentation/tests/Dockerfile.sid instrumentation/tests
[ $# -gt 0 ] || set -- instrumentation/tests
for release in trixie sid; do
    docker run --rm --network none --volume "$PWD:/src:ro" ${MEM0_CHECKOUT:+--volume "$MEM0_CHECKOUT:/mem0:ro" --env MEM0_CHECKOUT=/mem0} \
        "mem0-monitoring/demo-test:$release" python3 -m pytest -q -p no:cacheprovider "$@"
done
