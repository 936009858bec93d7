import { MASKED } from './fragments'
import { type Sql, sql } from './sql'

/** Names behind which secrets stand, and those that only look so: numbers of secrets, switches. */
const SECRET_NAME = sql`'(pass(word|wd|phrase|code)|pwd|secret|token|credential|api_?key|access_?key|private_?key|service_?role|ssl_?key|(^|[._])key$|conn_?str|connection_?string|^dsn$|jwt)'`
const HARMLESS_NAME = sql`'(_id|_required|_encryption|_aud|_exp|_expiry|_claim|_claim_key)$'`

/** Values that are secrets whatever they are called: addresses with a password, JSON web tokens, access keys, PEM. */
const SECRET_VALUE = sql`'(://[^/?#[:space:]]*:[^/?#[:space:]]*@|eyJ[A-Za-z0-9_-]{8,}[.]|(^|[^a-z])(sb_secret_|sbp_|sk_live_|sk_test_|rk_live_|whsec_|gh[pousr]_|AKIA)|-----BEGIN |password[[:space:]]*=)'`

function isSecret(name: Sql, value: Sql): Sql {
  return sql`((${name} ~* ${SECRET_NAME} and ${name} !~* ${HARMLESS_NAME}) or ${value} ~* ${SECRET_VALUE})`
}

/** The value of a setting; MASKED where its name or its text is a secret's. Built-in parameters hold none. */
export function settingValue(name: Sql, value: Sql): Sql {
  return sql`case when ${isSecret(sql`case when strpos(${name}, '.') > 0 then ${name} else '' end`, value)}
    then '${MASKED}' else ${value} end`
}

/** Options `name=value` as a sorted JSON array, the values of secrets masked. */
export function shownOptions(list: Sql): Sql {
  const name = sql`split_part(option, '=', 1)`
  const value = sql`substr(option, strpos(option, '=') + 1)`
  return sql`(select json_agg(case when ${isSecret(name, value)} then ${name} || '=${MASKED}' else option end
    order by option collate "C")::text from unnest(${list}) option)`
}

/** Options of which all values are masked but those that tell who signs in, as a sorted JSON array. */
export function identityOptions(list: Sql): Sql {
  const name = sql`split_part(option, '=', 1)`
  return sql`(select json_agg(case when ${name} ~* '^(user|username|user_name|login|password_required)$' then option
    else ${name} || '=${MASKED}' end order by option collate "C")::text from unnest(${list}) option)`
}

/**
 * A libpq connection string with its passwords and keys masked, be it an address or a list of keywords. E'' reads
 * backslashes the same whatever standard_conforming_strings says.
 * https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING
 */
export function shownConnection(connection: Sql): Sql {
  const keyword = sql`((?:ssl)?password|passfile|sslkey|oauth_client_secret|scram_(?:client|server)_key)`
  return sql`case when ${connection} ~ '^[a-z]+://' then
      regexp_replace(regexp_replace(${connection}, '^([a-z]+://[^:@/?#]*):.*@', E'\\1:${MASKED}@'),
        '([?&]${keyword})=[^&]*', E'\\1=${MASKED}', 'g')
    else regexp_replace(${connection}, E'\\m${keyword}\\s*=\\s*(''(?:[^''\\\\]|\\\\.)*''|(?:\\\\.|\\S)+)',
      E'\\1=''${MASKED}''', 'g') end`
}
