-- What connections belong to: a person's own, or a team's.
CREATE TABLE studio.organization (
    id uuid CONSTRAINT organization_pkey PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
    name text NOT NULL
        CONSTRAINT organization_name_has_1_to_200_characters CHECK (pg_catalog.char_length(name) BETWEEN 1 AND 200),
    personal_account_id uuid
        CONSTRAINT organization_is_personal_once UNIQUE
        REFERENCES studio.account (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now()
);

COMMENT ON TABLE studio.organization IS 'Owns connections; its members use them.';

COMMENT ON COLUMN studio.organization.id IS 'Key.';

COMMENT ON COLUMN studio.organization.name IS 'What people see.';

COMMENT ON COLUMN studio.organization.personal_account_id IS 'The account whose own organization this is; null for a team''s.';

COMMENT ON COLUMN studio.organization.created_at IS 'When it was made.';

SELECT pg_catalog.pg_extension_config_dump('studio.organization', '');
