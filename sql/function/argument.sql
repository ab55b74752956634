-- What operations do with their argument before anything else: known fields of the right type, or 22023 that names the field.
-- So a route hands a body on as it is.

CREATE OR REPLACE FUNCTION studio_private.fits(value jsonb, type text) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    kind text := jsonb_typeof(value);
    plain text := value #>> '{}';
BEGIN
    RETURN CASE
        WHEN type IN ('boolean', 'object', 'array') THEN kind = type
        WHEN type = 'integer' THEN kind = 'number' AND plain ~ '^[0-9]{1,10}$' AND plain::numeric <= 2147483647
        WHEN kind <> 'string' THEN false
        WHEN type = 'name' THEN char_length(plain) BETWEEN 1 AND 200
        WHEN type = 'identifier' THEN octet_length(plain) BETWEEN 1 AND 63
        WHEN type = 'text' THEN true
        WHEN type = 'prose' THEN char_length(plain) <= 10000
        WHEN type = 'sql' THEN char_length(plain) <= 100000
        WHEN type = 'uuid' THEN plain ~ '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$'
        WHEN type = 'email' THEN char_length(plain) <= 254 AND plain ~ '^[^@[:space:]]+@[^@[:space:]]+$'
        WHEN type = 'color' THEN plain ~ '^#[0-9A-Fa-f]{6}$'
        WHEN type = 'verifier' THEN starts_with(plain, 'scrypt$') AND char_length(plain) <= 1000
        WHEN type = 'hash' THEN plain ~ '^[0-9a-f]{64}$'
        ELSE plain = ANY (string_to_array(type, '|'))
    END;
END
$$;

COMMENT ON FUNCTION studio_private.fits(jsonb, text) IS 'Is the value of that type: see check_fields?';

-- `fields`: texts "field type", "field? type" for one that may be absent, with " or null" behind for one that may be null.
-- Types: boolean integer object array name identifier text prose sql uuid email color hash verifier, or the words that are
-- allowed, as a|b|c.
CREATE OR REPLACE FUNCTION studio_private.check_fields(argument jsonb, VARIADIC fields text[]) RETURNS void
    LANGUAGE plpgsql IMMUTABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    demands CONSTANT jsonb := '{"boolean": "be true or false", "integer": "be a whole number from 0 to 2147483647",
        "object": "be an object", "array": "be an array", "name": "have 1 to 200 characters", "identifier": "have 1 to 63 bytes",
        "text": "be a text", "prose": "have at most 10000 characters", "sql": "have at most 100000 characters", "uuid": "be a UUID", "email": "be an e-mail address",
        "color": "be # and six hexadecimal digits", "hash": "be 64 hexadecimal digits",
        "verifier": "be a password verifier"}';
    field text;
    parts text[];
    known text[] := '{}';
    words text[];
    other text;
BEGIN
    FOREACH field IN ARRAY fields LOOP
        parts := regexp_match(field, '^([a-z_]+)([?]?) ([^ ]+)( or null)?$');
        known := known || parts[1];
        IF NOT argument ? parts[1] THEN
            IF parts[2] = '' THEN
                RAISE EXCEPTION 'field "%" is missing', parts[1] USING ERRCODE = '22023';
            END IF;
        ELSIF NOT (studio_private.fits(argument -> parts[1], parts[3])
                   OR parts[4] IS NOT NULL AND jsonb_typeof(argument -> parts[1]) = 'null') THEN
            words := string_to_array('"' || replace(parts[3], '|', '"|"') || '"', '|')
                || CASE WHEN parts[4] IS NOT NULL THEN ARRAY['null'] ELSE '{}' END;
            RAISE EXCEPTION 'field "%" must %', parts[1], coalesce(
                (demands ->> parts[3]) || CASE WHEN parts[4] IS NULL THEN '' ELSE ', or null' END,
                'be ' || array_to_string(words[:cardinality(words) - 1], ', ') || ' or ' || words[cardinality(words)])
                USING ERRCODE = '22023';
        END IF;
    END LOOP;
    SELECT key INTO other FROM jsonb_object_keys(argument) AS key WHERE key <> ALL (known) ORDER BY key LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'unknown field "%"', left(other, 100) USING ERRCODE = '22023';
    END IF;
END
$$;

COMMENT ON FUNCTION studio_private.check_fields(jsonb, text[]) IS 'Raises 22023 unless the argument, an object, has the fields, of their types, and no others.';

CREATE OR REPLACE FUNCTION studio_private.number_between(argument jsonb, field text, lowest integer, highest integer,
        otherwise integer) RETURNS integer
    LANGUAGE plpgsql IMMUTABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    wanted integer := coalesce((argument ->> field)::integer, otherwise);
BEGIN
    IF wanted NOT BETWEEN lowest AND highest THEN
        RAISE EXCEPTION 'field "%" must be between % and %', field, lowest, highest USING ERRCODE = '22023';
    END IF;
    RETURN wanted;
END
$$;

COMMENT ON FUNCTION studio_private.number_between(jsonb, text, integer, integer, integer) IS 'A field that is an integer within bounds, or what stands for it where it is absent; 22023 outside.';

CREATE OR REPLACE FUNCTION studio_private.page_size(argument jsonb) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$ SELECT studio_private.number_between($1, 'limit', 1, 500, 100) $$;

COMMENT ON FUNCTION studio_private.page_size(jsonb) IS 'Field limit of the argument: 1 to 500, 100 where it is absent.';

-- A cursor says where the page before ended; it is opaque, not secret: the policies decide what the next page may show.
CREATE OR REPLACE FUNCTION studio_private.cursor_at(key text, id uuid) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$ SELECT translate(encode(uuid_send($2) || convert_to($1, 'UTF8'), 'base64'), E'+/=\n', '-_') $$;

COMMENT ON FUNCTION studio_private.cursor_at(text, uuid) IS 'Opaque text for a place in a list that is ordered by (key, id).';

CREATE OR REPLACE FUNCTION studio_private.read_cursor(argument jsonb, OUT key text, OUT id uuid) RETURNS record
    LANGUAGE plpgsql IMMUTABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    given text := argument ->> 'after';
    bytes bytea;
BEGIN
    IF given IS NULL THEN
        RETURN;
    END IF;
    bytes := decode(rpad(translate(given, '-_', '+/'), (length(given) + 3) / 4 * 4, '='), 'base64');
    id := encode(substr(bytes, 1, 16), 'hex')::uuid;
    key := convert_from(substr(bytes, 17), 'UTF8');
EXCEPTION WHEN OTHERS THEN
    RAISE EXCEPTION 'field "after" must be what "next" of the page before said' USING ERRCODE = '22023';
END
$$;

COMMENT ON FUNCTION studio_private.read_cursor(jsonb) IS 'Field after of the argument as (key, id); nulls where it is absent.';

CREATE OR REPLACE FUNCTION studio_private.time_cursor(argument jsonb, OUT moment timestamptz, OUT id uuid) RETURNS record
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    place record := studio_private.read_cursor(argument);
BEGIN
    moment := coalesce(place.key::timestamptz, 'infinity');
    id := coalesce(place.id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
EXCEPTION WHEN data_exception THEN
    RAISE EXCEPTION 'field "after" must be what "next" of the page before said' USING ERRCODE = '22023';
END
$$;

COMMENT ON FUNCTION studio_private.time_cursor(jsonb) IS 'The cursor of a list that is ordered from the latest to the earliest: before which time and id.';

CREATE OR REPLACE FUNCTION studio_private.time_key(moment timestamptz) RETURNS text
    LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$ SELECT to_char($1 AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') $$;

COMMENT ON FUNCTION studio_private.time_key(timestamptz) IS 'A time as a cursor has it: whole, whatever DateStyle says.';

-- 256 bits less the twelve that say "UUID": from pg_strong_random.
CREATE OR REPLACE FUNCTION studio_private.random_token() RETURNS text
    LANGUAGE sql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT translate(encode(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()), 'base64'), E'+/=\n', '-_')
    $$;

COMMENT ON FUNCTION studio_private.random_token() IS 'A secret of 43 base64url characters.';

CREATE OR REPLACE FUNCTION studio_private.person_json(account uuid) RETURNS json
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$ SELECT json_build_object('id', a.id, 'name', a.name) FROM studio.account AS a WHERE a.id = $1 $$;

COMMENT ON FUNCTION studio_private.person_json(uuid) IS 'An account as lists have it; NULL when it is gone or not for this account to see.';

CREATE OR REPLACE FUNCTION studio_private.not_found(noun text) RETURNS void
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RAISE EXCEPTION '% does not exist', $1 USING ERRCODE = 'ST006';
END
$$;

COMMENT ON FUNCTION studio_private.not_found(text) IS 'Raises ST006.';

-- Anything by somebody who is no member answers as if the organization did not exist.
CREATE OR REPLACE FUNCTION studio_private.require_role(organization uuid, lowest_role text) RETURNS void
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    mine text := studio.organization_role(organization);
BEGIN
    IF mine IS NULL THEN
        PERFORM studio_private.not_found('organization');
    END IF;
    IF organization NOT IN (SELECT studio.organizations_of(lowest_role)) THEN
        RAISE EXCEPTION 'permission denied in this organization'
            USING ERRCODE = '42501', DETAIL = format('It takes the role %s; yours is %s.', lowest_role, mine);
    END IF;
END
$$;

COMMENT ON FUNCTION studio_private.require_role(uuid, text) IS 'Raises ST006 to those who are no members, 42501 to members below that role.';
