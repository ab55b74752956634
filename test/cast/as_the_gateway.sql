\set ECHO none
\set QUIET on
-- Begins a transaction in which the operations of the gateway can be asked: outside the service worker they refuse because they
-- are not told of a request. An error undoes its own statement alone. End it with ROLLBACK.
\set ON_ERROR_ROLLBACK on
BEGIN;
CREATE OR REPLACE FUNCTION studio_private.request_id() RETURNS text LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp AS $$ SELECT 'a request of a test'::text $$;
\set QUIET off
\set ECHO all
