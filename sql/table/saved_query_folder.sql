-- Where saved queries lie. A folder is its maker's own or shared with the organization.
CREATE TABLE studio.saved_query_folder (
    id uuid CONSTRAINT saved_query_folder_pkey PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
    organization_id uuid NOT NULL REFERENCES studio.organization (id) ON DELETE CASCADE,
    parent_id uuid,
    account_id uuid REFERENCES studio.account (id) ON DELETE SET NULL,
    name text NOT NULL
        CONSTRAINT saved_query_folder_name_has_1_to_200_characters CHECK (pg_catalog.char_length(name) BETWEEN 1 AND 200),
    is_shared boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT saved_query_folder_of_an_organization UNIQUE (organization_id, id),
    CONSTRAINT saved_query_folder_parent_exists FOREIGN KEY (organization_id, parent_id)
        REFERENCES studio.saved_query_folder (organization_id, id) ON DELETE CASCADE
);

CREATE INDEX saved_query_folder_parent_id_idx ON studio.saved_query_folder (parent_id);

CREATE INDEX saved_query_folder_account_id_idx ON studio.saved_query_folder (account_id);

COMMENT ON TABLE studio.saved_query_folder IS 'A folder of saved queries.';

COMMENT ON COLUMN studio.saved_query_folder.id IS 'Key.';

COMMENT ON COLUMN studio.saved_query_folder.organization_id IS 'Whose it is.';

COMMENT ON COLUMN studio.saved_query_folder.parent_id IS 'The folder that it lies in; null at the top.';

COMMENT ON COLUMN studio.saved_query_folder.account_id IS 'Who made it; null when that account is gone.';

COMMENT ON COLUMN studio.saved_query_folder.name IS 'What people see.';

COMMENT ON COLUMN studio.saved_query_folder.is_shared IS 'The organization''s; otherwise its maker''s alone.';

COMMENT ON COLUMN studio.saved_query_folder.created_at IS 'When it was made.';

CREATE TRIGGER saved_query_folder_is_a_tree BEFORE INSERT OR UPDATE OF parent_id ON studio.saved_query_folder
    FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION studio_private.keep_a_tree();

SELECT pg_catalog.pg_extension_config_dump('studio.saved_query_folder', '');
