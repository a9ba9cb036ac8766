-- What monitoring needs in PostgreSQL: a role that reads statistics and no content, and counts for it. Run it as superuser, again at will:
--   docker compose exec -T postgres psql -U postgres -v password="$(cat <state folder>/secrets/postgres_exporter_password)" < monitoring.sql
-- It knows mem0's databases `postgres` (vectors) and `mem0_app`; one that does not exist is left out.
\set ON_ERROR_STOP on

SELECT 'CREATE ROLE mem0_monitor LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mem0_monitor') \gexec
-- The password shall stand in no log and no statistics.
SET log_statement = 'none';
SET pg_stat_statements.track_utility = off;
ALTER ROLE mem0_monitor PASSWORD :'password';
GRANT pg_monitor TO mem0_monitor;

-- The extension needs shared_preload_libraries to work, not to be created.
CREATE EXTENSION IF NOT EXISTS pg_stat_statements;

CREATE SCHEMA IF NOT EXISTS mem0_monitoring;
GRANT USAGE ON SCHEMA mem0_monitoring TO mem0_monitor;

-- Counts only, with the owner's rights: the monitoring role cannot read a memory. mem0 makes its tables at first use.
CREATE OR REPLACE FUNCTION mem0_monitoring.inventory() RETURNS TABLE (item text, rows bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF to_regclass('public.memories') IS NOT NULL THEN
    RETURN QUERY EXECUTE $q$
      SELECT pair.item, pair.rows FROM (
        SELECT count(*) AS total, count(*) FILTER (WHERE payload ? 'agent_id') AS agents_own, count(*) FILTER (WHERE payload ? 'run_id') AS runs_own,
          count(*) FILTER (WHERE payload->>'memory_type' = 'procedural_memory') AS procedural,
          count(*) FILTER (WHERE left(payload->>'expiration_date', 10) < to_char(now(), 'YYYY-MM-DD')) AS expired,
          count(DISTINCT payload->>'user_id') AS users, count(DISTINCT payload->>'agent_id') AS agents
        FROM public.memories) AS found
      CROSS JOIN LATERAL (VALUES ('memories', total), ('memories_of_agents', agents_own), ('memories_of_runs', runs_own), ('memories_procedural', procedural),
        ('memories_expired', expired), ('memory_users', users), ('memory_agents', agents)) AS pair (item, rows) $q$;
  END IF;
  IF to_regclass('public.memories_entities') IS NOT NULL THEN
    RETURN QUERY EXECUTE 'SELECT ''entities'', count(*) FROM public.memories_entities';
  END IF;
END $$;
REVOKE ALL ON FUNCTION mem0_monitoring.inventory() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mem0_monitoring.inventory() TO mem0_monitor;

SELECT count(*) = 0 AS no_app_database FROM pg_database WHERE datname = 'mem0_app' \gset
\if :no_app_database
  \quit
\endif
\connect mem0_app

CREATE SCHEMA IF NOT EXISTS mem0_monitoring;
GRANT USAGE ON SCHEMA mem0_monitoring TO mem0_monitor;

-- request_logs is estimated: it grows by 864,000 rows a day at 10 requests a second.
CREATE OR REPLACE FUNCTION mem0_monitoring.inventory() RETURNS TABLE (item text, rows bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF to_regclass('public.users') IS NOT NULL THEN
    RETURN QUERY EXECUTE 'SELECT ''users'', count(*) FROM public.users';
  END IF;
  IF to_regclass('public.api_keys') IS NOT NULL THEN
    RETURN QUERY EXECUTE 'SELECT ''api_keys'', count(*) FROM public.api_keys WHERE revoked_at IS NULL';
  END IF;
  IF to_regclass('public.refresh_token_jtis') IS NOT NULL THEN
    RETURN QUERY EXECUTE 'SELECT ''sessions'', count(*) FROM public.refresh_token_jtis WHERE used_at IS NULL AND expires_at > now()';
    RETURN QUERY EXECUTE 'SELECT ''sessions_expired'', count(*) FROM public.refresh_token_jtis WHERE expires_at <= now()';
  END IF;
  IF to_regclass('public.request_logs') IS NOT NULL THEN
    RETURN QUERY SELECT 'request_logs', greatest(c.reltuples, 0)::bigint FROM pg_class c WHERE c.oid = to_regclass('public.request_logs');
  END IF;
END $$;
REVOKE ALL ON FUNCTION mem0_monitoring.inventory() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mem0_monitoring.inventory() TO mem0_monitor;
