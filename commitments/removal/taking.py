"""Taking texts from rows and from their histories: what stands there instead, and the digests that are kept.

Each event keeps the digest of what stood there, gets a new salt, and the digest of what stands there since
(history.RemovedContent). Guesses cannot be tried on what is left.
"""

# ruff: noqa: S608 - built of this module's own words
from commitments.evidence.kinds import LINK_REMOVED
from commitments.removal.places import PLACES, STEPS, Kind

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp SET TimeZone = 'UTC'"
LONGEST_NUMBER = 23


def array_of(names: tuple[str, ...]) -> str:
    """SQL: these names."""
    return "ARRAY[" + ", ".join(f"'{name}'" for name in names) + "]"


# What stands in place of a text, as an expression over a row `e`: nothing where there was nothing. Where no two rows
# may say the same, the row's own number stands behind it. A column that holds a whole answer loses the answer's texts.
INSTEAD = f"""
CREATE OR REPLACE FUNCTION removal_of_text(place pg_attribute, said text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN right(place.attname, 3) = 'url' THEN quote_literal('{LINK_REMOVED}')
    WHEN right(place.attname, 5) = 'email' THEN quote_literal('')
    WHEN EXISTS (SELECT FROM pg_index i
                 WHERE i.indrelid = place.attrelid AND i.indisunique AND place.attnum = ANY (i.indkey))
      THEN format('%L || e.id || %L', left(said, place.atttypmod - 4 - {LONGEST_NUMBER}) || ' (', ')')
    WHEN place.atttypmod > 4 THEN quote_literal(left(said, place.atttypmod - 4))
    ELSE quote_literal(said) END
$$;
CREATE OR REPLACE FUNCTION removal_texts(of regclass, fields text[], said text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_object_agg(a.attname, CASE
    WHEN a.atttypid = 'jsonb'::regtype THEN format('removal_in_content(e.%I, %L::text[], %L)', a.attname,
      {array_of(PLACES[Kind.ANSWER].texts)}, said)
    ELSE format('CASE WHEN e.%1$I = '''' THEN e.%1$I ELSE %2$s END', a.attname, removal_of_text(a, said)) END)
  FROM pg_attribute a WHERE a.attrelid = of AND a.attnum > 0 AND NOT a.attisdropped AND a.attname = ANY (fields)
$$;
CREATE OR REPLACE FUNCTION removal_in_content(content jsonb, fields text[], said text) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_object_agg(key, CASE
    WHEN key <> ALL (fields) OR value = '""' THEN value
    WHEN key IN ('url', 'archived_url') THEN to_jsonb('{LINK_REMOVED}'::text)
    WHEN key = '{STEPS}' THEN coalesce(
      (SELECT jsonb_agg(step || jsonb_build_object('title', said) ORDER BY n)
       FROM jsonb_array_elements(value) WITH ORDINALITY s(step, n)), '[]')
    ELSE to_jsonb(said) END)
  FROM jsonb_each(content)
$$;
"""

# Where an event is sealed already its digest was taken over the columns of then, else it will be over those of now.
# What no history keeps, an address, has no column there.
TAKE = f"""
CREATE OR REPLACE FUNCTION removal_columns(history regclass, event bigint) RETURNS text[]
LANGUAGE sql STABLE {DEFINER} AS $$
  SELECT coalesce(
    (SELECT p.columns::text[] FROM commitments_sealedpart p
     WHERE p."table" = history::text AND p.last_event_id >= event AND event = ANY (p.event_ids) LIMIT 1),
    (SELECT array_agg(a.attname::text) FROM pg_attribute a WHERE a.attrelid = history AND a.attnum > 0
       AND NOT a.attisdropped AND left(a.attname, 4) <> 'pgh_'))
$$;
CREATE OR REPLACE FUNCTION removal_digest(salt uuid, held jsonb, columns text[]) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(convert_to(coalesce(salt::text, '') || (
    SELECT jsonb_object_agg(key, value) FROM jsonb_each(held) WHERE key = ANY (columns))::text, 'UTF8'))
$$;
CREATE OR REPLACE FUNCTION removal_sets(of regclass, instead jsonb, OUT sets text, OUT holds text)
LANGUAGE sql STABLE AS $$
  SELECT string_agg(format('%I = %s', key, value), ', '),
         string_agg(format('e.%I IS DISTINCT FROM (%s)', key, value), ' OR ')
  FROM jsonb_each_text(instead) JOIN pg_attribute a ON a.attrelid = of AND a.attname = key AND NOT a.attisdropped
$$;
CREATE OR REPLACE FUNCTION removal_take(r commitments_removal, of regclass, ids bigint[], instead jsonb) RETURNS void
LANGUAGE plpgsql {DEFINER} AS $$
DECLARE sets text; holds text; history text := of::text || 'event'; versioned text;
BEGIN
  SELECT s.sets, s.holds INTO sets, holds FROM removal_sets(of, instead) s;
  IF sets IS NULL OR ids = '{{}}' THEN RETURN; END IF;
  SELECT CASE WHEN count(*) = 0 THEN '' ELSE ', version = e.version + 1' END INTO versioned
    FROM pg_attribute WHERE attrelid = of AND attname = 'version';
  EXECUTE format('UPDATE %s e SET %s%s WHERE e.id = ANY ($1) AND (%s)', of, sets, versioned, holds) USING ids;
  SELECT s.sets, s.holds INTO sets, holds FROM removal_sets(history, instead) s;
  IF sets IS NULL THEN RETURN; END IF;
  EXECUTE format($do$
    WITH before AS MATERIALIZED (
      SELECT e.pgh_id, coalesce(
        (SELECT x.content_digest FROM commitments_removedcontent x
         WHERE x."table" = %1$L AND x.event_id = e.pgh_id ORDER BY x.id DESC LIMIT 1),
        removal_digest(e.pgh_salt, to_jsonb(e), removal_columns(%1$L, e.pgh_id))) AS digest
      FROM %1$I e WHERE e.pgh_obj_id = ANY ($1) AND (%3$s)
    ), taken AS (
      UPDATE %1$I e SET %2$s, pgh_salt = gen_random_uuid() FROM before b WHERE e.pgh_id = b.pgh_id
      RETURNING e.pgh_id, b.digest, removal_digest(e.pgh_salt, to_jsonb(e), $2) AS remains
    )
    INSERT INTO commitments_removedcontent (removal_id, asked_by_id, confirmed_by_id, removed_at, "table", event_id,
                                            columns, content_digest, remains_digest)
    SELECT $3, $4, $5, $6, %1$L, t.pgh_id, $2, t.digest, t.remains FROM taken t ORDER BY t.pgh_id
  $do$, history, sets, holds)
    USING ids, (SELECT array_agg(a.attname::text) FROM pg_attribute a WHERE a.attrelid = history::regclass
                AND a.attnum > 0 AND NOT a.attisdropped AND left(a.attname, 4) <> 'pgh_'),
          r.id, r.asked_by_id, r.decided_by_id, r.decided_at;
END $$;
"""
