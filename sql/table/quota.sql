-- What an organization or an account may use at most, where the server's settings are not enough. Each is counted by itself: what
-- the members of an organization use together against its limit, what an account uses everywhere against its own, so that the
-- lower one wins. Set by superusers with plain SQL: it protects the cluster from those who could otherwise raise it themselves.
CREATE TABLE studio.quota (
    id uuid CONSTRAINT quota_pkey PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
    organization_id uuid CONSTRAINT quota_of_an_organization_is_one UNIQUE REFERENCES studio.organization (id) ON DELETE CASCADE,
    account_id uuid CONSTRAINT quota_of_an_account_is_one UNIQUE REFERENCES studio.account (id) ON DELETE CASCADE,
    concurrent_statements integer CONSTRAINT quota_concurrent_statements_is_positive CHECK (concurrent_statements > 0),
    sockets integer CONSTRAINT quota_sockets_is_positive CHECK (sockets > 0),
    requests_per_second integer CONSTRAINT quota_requests_per_second_is_positive CHECK (requests_per_second > 0),
    timeout_ms integer CONSTRAINT quota_timeout_is_positive CHECK (timeout_ms > 0),
    row_limit integer CONSTRAINT quota_row_limit_is_positive CHECK (row_limit > 0),
    connections integer CONSTRAINT quota_connections_is_not_negative CHECK (connections >= 0),
    saved_queries integer CONSTRAINT quota_saved_queries_is_not_negative CHECK (saved_queries >= 0),
    CONSTRAINT quota_is_of_an_organization_or_an_account CHECK (num_nonnulls(organization_id, account_id) = 1)
);

COMMENT ON TABLE studio.quota IS 'Limits of one organization or one account; null means the server''s.';

COMMENT ON COLUMN studio.quota.id IS 'Key.';

COMMENT ON COLUMN studio.quota.organization_id IS 'Whose limits: an organization''s,';

COMMENT ON COLUMN studio.quota.account_id IS '… or an account''s.';

COMMENT ON COLUMN studio.quota.concurrent_statements IS 'Statements that run or wait at once.';

COMMENT ON COLUMN studio.quota.sockets IS 'WebSockets open at once: those of the account, or those that use the organization''s connections.';

COMMENT ON COLUMN studio.quota.requests_per_second IS 'Statements, pages of rows and catalog questions begun in a second.';

COMMENT ON COLUMN studio.quota.timeout_ms IS 'Longest time of a statement, in milliseconds.';

COMMENT ON COLUMN studio.quota.row_limit IS 'Rows of one result.';

COMMENT ON COLUMN studio.quota.connections IS 'Connections of the organization; 500 where it is null.';

COMMENT ON COLUMN studio.quota.saved_queries IS 'Saved queries of the organization, 2,000 where it is null; or those that the account has made.';

CREATE TRIGGER access_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON studio.quota
    FOR EACH STATEMENT EXECUTE FUNCTION studio_private.access_changed();

CREATE TRIGGER record_change AFTER INSERT OR UPDATE OR DELETE ON studio.quota
    FOR EACH ROW EXECUTE FUNCTION studio_private.record_change();

SELECT pg_catalog.pg_extension_config_dump('studio.quota', '');
