#!/bin/sh
# Tests the instrumentation and the demo against Debian's FastAPI, prometheus-client, psycopg and SQLAlchemy, in a container.
set -eu
cd "$(dirname "$0")/../.."
docker build --quiet --tag mem0-monitoring/demo:trixie demo
docker build --quiet --tag mem0-monitoring/demo-test:trixie instrumentation/tests
docker run --rm --network none --volume "$PWD:/src:ro" mem0-monitoring/demo-test:trixie "$@"
# Traces once more with the real OpenTelemetry SDK.
docker build --quiet --tag mem0-monitoring/demo-test:sid --file instrumentation/tests/Dockerfile.sid instrumentation/tests
exec docker run --rm --network none --volume "$PWD:/src:ro" mem0-monitoring/demo-test:sid
