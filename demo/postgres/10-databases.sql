-- As in mem0's own stack: vectors in `postgres`, users and request log in `mem0_app`. OpenMemory has a database of its own.
CREATE DATABASE mem0_app;
CREATE DATABASE openmemory;

CREATE EXTENSION vector;
CREATE EXTENSION pg_stat_statements;

-- The exporter's role. Backquotes keep the password out of this file and of every process list.
\set password `cat /run/secrets/postgres_exporter_password`
CREATE ROLE mem0_monitor LOGIN PASSWORD :'password';
GRANT pg_monitor TO mem0_monitor;

\connect openmemory
CREATE EXTENSION vector;
