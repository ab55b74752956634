-- What the tables' triggers do. Before the tables in the script, since they name these; what these name is looked up when they
-- run. SECURITY DEFINER where the one who acts must not need the rights: the audit trail is nobody's to write.

CREATE OR REPLACE FUNCTION studio_private.changed_fields(before jsonb, after jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT CASE WHEN $1 IS NULL OR $2 IS NULL THEN coalesce($1, $2)
                    ELSE (SELECT jsonb_object_agg(key, jsonb_build_array($1 -> key, value)) FROM jsonb_each($2)
                          WHERE value IS DISTINCT FROM $1 -> key) END
    $$;

COMMENT ON FUNCTION studio_private.changed_fields(jsonb, jsonb) IS 'Field to [old, new] for what differs; the whole row where there is only one; NULL where nothing differs.';

-- SECURITY DEFINER: no policy lets anybody write the trail, so nobody can forge it. What goes with its organization is not
-- noted one by one, and the end of the organization itself is kept where no pruning of that organization finds it.
CREATE OR REPLACE FUNCTION studio_private.record_change() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    untold CONSTANT text[] := 
        '{password_hash,token_hash,link_hash,counter,rotated_at,owners_changed_at,created_at,created_by,changed_at}';
    before jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) - untold END;
    after jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) - untold END;
    told jsonb := coalesce(after, before);
    detail jsonb := studio_private.changed_fields(before, after);
    organization uuid := told ->> 'organization_id';
    subject uuid := coalesce(told ->> 'id', told ->> 'account_id');
    actor uuid := studio.current_account();
BEGIN
    IF organization IS NOT NULL AND NOT EXISTS (SELECT FROM studio.organization AS o WHERE o.id = organization)
       OR detail IS NULL AND TG_TABLE_NAME <> 'credential' THEN
        RETURN NULL;
    END IF;
    IF TG_TABLE_NAME = 'organization' AND TG_OP <> 'DELETE' THEN
        organization := subject;
    END IF;
    IF actor IS NULL AND (session_user = 'studio_service' OR TG_TABLE_NAME = 'session') THEN
        actor := coalesce(told ->> 'account_id', told ->> 'personal_account_id',
                          CASE TG_TABLE_NAME WHEN 'account' THEN told ->> 'id' END);
    END IF;
    INSERT INTO studio.audit_event (organization_id, account_id, role_name, action, subject_id, subject_name, detail, address)
        VALUES (organization, actor, nullif(session_user, 'studio_service'),
                TG_TABLE_NAME || CASE TG_OP WHEN 'INSERT' THEN '_created' WHEN 'UPDATE' THEN '_changed' ELSE '_deleted' END,
                subject,
                coalesce(told ->> 'name', (SELECT a.name FROM studio.account AS a WHERE a.id = (told ->> 'account_id')::uuid)),
                detail - '{id,organization_id,account_id,name,address}'::text[]
                    || CASE WHEN TG_OP = 'UPDATE' AND detail ? 'name' THEN jsonb_build_object('name', detail -> 'name')
                            ELSE '{}' END,
                told ->> 'address');
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION studio_private.record_change() IS 'Trigger: notes a row''s change in the audit trail.';

-- SECURITY DEFINER: whoever leaves may no longer see the organization. The row of the organization is written first, so that
-- of two owners who remove each other at once the second waits and then sees it.
CREATE OR REPLACE FUNCTION studio_private.keep_an_owner() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    UPDATE studio.organization AS o SET owners_changed_at = clock_timestamp() WHERE o.id = OLD.organization_id;
    IF NOT FOUND
       OR EXISTS (SELECT FROM studio.member AS m WHERE m.organization_id = OLD.organization_id AND m.role = 'owner') THEN
        RETURN NULL;
    END IF;
    -- The account is gone and was alone there: nobody could ever reach the organization again.
    IF NOT EXISTS (SELECT FROM studio.account AS a WHERE a.id = OLD.account_id)
       AND NOT EXISTS (SELECT FROM studio.member AS m WHERE m.organization_id = OLD.organization_id) THEN
        DELETE FROM studio.organization AS o WHERE o.id = OLD.organization_id;
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'the last owner of an organization cannot be removed or given another role'
        USING ERRCODE = '23514', SCHEMA = 'studio', TABLE = 'member', CONSTRAINT = 'organization_keeps_an_owner',
              HINT = 'Make another member an owner first, or delete the organization.';
END
$$;

COMMENT ON FUNCTION studio_private.keep_an_owner() IS 'Trigger: an organization with members has an owner.';

-- SECURITY DEFINER: private work in organizations that one has left goes too. What is shared stays, without the name.
CREATE OR REPLACE FUNCTION studio_private.forget_private_work() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    DELETE FROM studio.saved_query AS q WHERE q.account_id = OLD.id AND NOT q.is_shared;
    DELETE FROM studio.saved_query_folder AS f WHERE f.account_id = OLD.id AND NOT f.is_shared;
    DELETE FROM studio.named_view AS v WHERE v.account_id = OLD.id AND NOT v.is_shared;
    RETURN OLD;
END
$$;

COMMENT ON FUNCTION studio_private.forget_private_work() IS 'Trigger: the private saved queries and named views of an account go with it.';

CREATE OR REPLACE FUNCTION studio_private.keep_a_tree() RETURNS trigger
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    above uuid := NEW.parent_id;
    depth integer := 1;
BEGIN
    WHILE above IS NOT NULL LOOP
        depth := depth + 1;
        IF above = NEW.id OR depth > 8 THEN
            RAISE EXCEPTION 'a folder cannot lie in itself or more than 8 deep'
                USING ERRCODE = '23514', SCHEMA = 'studio', TABLE = 'saved_query_folder',
                      CONSTRAINT = 'saved_query_folder_is_a_tree';
        END IF;
        above := (SELECT f.parent_id FROM studio.saved_query_folder AS f WHERE f.id = above);
    END LOOP;
    RETURN NEW;
END
$$;

COMMENT ON FUNCTION studio_private.keep_a_tree() IS 'Trigger: folders of saved queries form a tree of at most 8 levels.';
