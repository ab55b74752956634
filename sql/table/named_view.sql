-- How somebody looks at the rows of a relation, kept under a name: order, filters, columns. It belongs to a connection and to a
-- relation's name there, not to its OID, which a restored dump changes. The connection is of the same organization: its key says so.
CREATE TABLE studio.named_view (
    id uuid CONSTRAINT named_view_pkey PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
    organization_id uuid NOT NULL REFERENCES studio.organization (id) ON DELETE CASCADE,
    connection_id uuid NOT NULL,
    relation_schema text NOT NULL
        CONSTRAINT named_view_relation_schema_has_1_to_63_bytes CHECK (pg_catalog.octet_length(relation_schema) BETWEEN 1 AND 63),
    relation_name text NOT NULL
        CONSTRAINT named_view_relation_name_has_1_to_63_bytes CHECK (pg_catalog.octet_length(relation_name) BETWEEN 1 AND 63),
    account_id uuid REFERENCES studio.account (id) ON DELETE SET NULL,
    name text NOT NULL
        CONSTRAINT named_view_name_has_1_to_200_characters CHECK (pg_catalog.char_length(name) BETWEEN 1 AND 200),
    view jsonb NOT NULL
        CONSTRAINT named_view_view_is_an_object CHECK (pg_catalog.jsonb_typeof(view) = 'object')
        CONSTRAINT named_view_view_has_at_most_100000_characters CHECK (pg_catalog.char_length(view::text) <= 100000),
    is_shared boolean NOT NULL DEFAULT false,
    version integer NOT NULL DEFAULT 1 CONSTRAINT named_view_version_is_positive CHECK (version > 0),
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    changed_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    changed_by uuid REFERENCES studio.account (id) ON DELETE SET NULL,
    CONSTRAINT named_view_connection_exists FOREIGN KEY (organization_id, connection_id)
        REFERENCES studio.connection (organization_id, id) ON DELETE CASCADE
);

CREATE INDEX named_view_relation_idx ON studio.named_view (connection_id, relation_schema, relation_name, name, id);

CREATE INDEX named_view_organization_id_idx ON studio.named_view (organization_id, account_id);

CREATE INDEX named_view_account_id_idx ON studio.named_view (account_id);

CREATE INDEX named_view_changed_by_idx ON studio.named_view (changed_by);

COMMENT ON TABLE studio.named_view IS 'A way to look at the rows of a relation, private or shared with the organization.';

COMMENT ON COLUMN studio.named_view.id IS 'Key.';

COMMENT ON COLUMN studio.named_view.organization_id IS 'Whose it is.';

COMMENT ON COLUMN studio.named_view.connection_id IS 'Where the relation is.';

COMMENT ON COLUMN studio.named_view.relation_schema IS 'The schema of the relation.';

COMMENT ON COLUMN studio.named_view.relation_name IS 'The name of the relation; none of that name need be there.';

COMMENT ON COLUMN studio.named_view.account_id IS 'Who made it; null when that account is gone.';

COMMENT ON COLUMN studio.named_view.name IS 'What people see.';

COMMENT ON COLUMN studio.named_view.view IS 'What is looked at, as the client writes it: the server does not read it.';

COMMENT ON COLUMN studio.named_view.is_shared IS 'All members see it and editors change it; otherwise it is its maker''s alone.';

COMMENT ON COLUMN studio.named_view.version IS 'Grows by one with each change.';

COMMENT ON COLUMN studio.named_view.created_at IS 'When it was made.';

COMMENT ON COLUMN studio.named_view.changed_at IS 'When it last changed.';

COMMENT ON COLUMN studio.named_view.changed_by IS 'Who changed it last; null when that account is gone.';

SELECT pg_catalog.pg_extension_config_dump('studio.named_view', '');
