-- As in mem0's own stack: vectors in `postgres`, users and request log in `mem0_app`. OpenMemory has a database of its own.
CREATE DATABASE mem0_app;
CREATE DATABASE openmemory;

CREATE EXTENSION vector;

-- The exporter's role, as for mem0 itself. Backquotes keep the password out of this file and of every process list.
\set password `cat /run/secrets/postgres_exporter_password`
\i /opt/monitoring.sql

\connect openmemory
CREATE EXTENSION vector;
