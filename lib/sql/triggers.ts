import { deparsed, MASKED } from './fragments'
import { type Sql, sql } from './sql'

/** The bits of pg_trigger.tgtype (catalog/pg_trigger.h). */
const ROW = 1
const BEFORE = 2
const INSERT = 4
const DELETE = 8
const UPDATE = 16
const TRUNCATE = 32
const INSTEAD = 64

function has(bit: number): Sql {
  return sql`g.tgtype & ${bit} <> 0`
}

export const TIMING = sql`case when ${has(BEFORE)} then 'before' when ${has(INSTEAD)} then 'instead of' else 'after' end`

export const LEVEL = sql`case when ${has(ROW)} then 'row' else 'statement' end`

/** The events of trigger `g` as a JSON array. */
export const EVENTS = sql`array_to_json(array_remove(array[
  case when ${has(INSERT)} then 'insert' end, case when ${has(UPDATE)} then 'update' end,
  case when ${has(DELETE)} then 'delete' end, case when ${has(TRUNCATE)} then 'truncate' end], null))::text`

/** Whether something fires always or only where changes are made, or replicated, or never. */
export function firing(column: Sql): Sql {
  return sql`case ${column} when 'O' then 'enabled' when 'R' then 'on replicas' when 'A' then 'always' else 'disabled' end`
}

/**
 * The arguments of trigger `g`, one per row `(value, position)`. The catalog keeps them as bytes, each with a zero byte
 * after it; the escape format shows a zero byte as a backslash and three zeroes and doubles a backslash of the text.
 */
const ARGUMENTS = sql`(select convert_from(decode(part[1], 'escape'), getdatabaseencoding()) as value, position
  from regexp_matches(encode(g.tgargs, 'escape'), '((?:[^\\]|\\\\|\\(?!000)[0-7]{3})*)\\000', 'g')
    with ordinality found(part, position))`

const TEXT = sql`"(?:[^"\\]|\\.)*"`
const VALUE = sql`(?:${TEXT}|true|false|null|-?[0-9][0-9.eE+-]*)`

/** A JSON object without further ones in it, as webhooks have their headers and parameters. */
const FLAT_JSON = sql`^\s*[{]\s*(?:${TEXT}\s*:\s*${VALUE}\s*(?:,\s*(?=")|(?=[}])))*[}]\s*$`

/** Such an object sorted by its names, the values masked but for headers that say nothing secret; any other text masked. */
const HEADERS_WITHOUT_SECRETS = sql`case when argument.value !~ '${FLAT_JSON}' then '${MASKED}' else
  (select '{' || coalesce(string_agg(member[1] || ': ' ||
      case when lower(member[1]) in ('"content-type"', '"accept"') then member[2] else '"${MASKED}"' end,
      ', ' order by member[1] collate "C"), '') || '}'
    from regexp_matches(argument.value, '(${TEXT})\s*:\s*(${VALUE})', 'g') member) end`

/** Parts of an address in which services keep their secrets: a user, the values of a query, a long random path segment. */
const ADDRESS_WITHOUT_SECRETS = sql`regexp_replace(regexp_replace(regexp_replace(argument.value,
    '^(https?://)[^/?#@]+@', '\1${MASKED}@', 'i'), '([?&][^=&#]+=)[^&#]+', '\1${MASKED}', 'g'),
    '/(?=[A-Za-z0-9_-]*[0-9])(?=[A-Za-z0-9_-]*[a-z])(?=[A-Za-z0-9_-]*[A-Z])[A-Za-z0-9_-]{20,}', '/${MASKED}', 'g')`

const TEXT_WITHOUT_TOKENS = sql`regexp_replace(argument.value,
  '\m(?:Bearer|Basic)\s+[^\s"]{8,}|\meyJ[A-Za-z0-9_-]+[.][A-Za-z0-9_.-]+', '${MASKED}', 'gi')`

/** The arguments of trigger `g` on function `f`, in order, as a JSON array, without what is or looks like a secret. */
export const SHOWN_ARGUMENTS = sql`case when g.tgnargs > 0 then (
  select json_agg(case when argument.value ~* '^https?://' then ${ADDRESS_WITHOUT_SECRETS}
      when f.proname = 'http_request' and argument.value ~ '^\s*[{]' then ${HEADERS_WITHOUT_SECRETS}
      else ${TEXT_WITHOUT_TOKENS} end order by argument.position)::text
  from ${ARGUMENTS} argument) end`

/**
 * The condition of trigger `g` on table `t`; null for none. pg_get_expr cannot print one, because it names two rows, so
 * it is cut out of the whole definition: between the first WHEN and the function's name, of which the length is known.
 */
export function condition(busy: readonly number[]): Sql {
  const tail = sql`') EXECUTE FUNCTION ' || g.tgfoid::regproc || '(' || case when g.tgnargs > 0 then (
    select string_agg('''' || replace(argument.value, '''', '''''') || '''', ', ') from ${ARGUMENTS} argument) else '' end || ')'`
  return sql`case when g.tgqual is not null then ${deparsed(
    sql`(select substr(whole.text, opening.at, length(whole.text) - length(${tail}) - opening.at + 1)
      from (select pg_get_triggerdef(g.oid) as text) whole,
        lateral (select strpos(whole.text, ' WHEN (') + 7 as at) opening)`,
    [sql`t.oid`, sql`g.oid`],
    busy,
  )} end`
}
