import { identifier, literal } from '../sql/sql'
import { createdRole, plainName } from './created-role'
import { SUPERUSER_EXTENSIONS } from './hand-over'
import { OWNER } from './owner-role'
import { rewriteStatements } from './rewrite-statements'

const NAME = String.raw`("(?:[^"]|"")+"|[\w$-]+)`
const EXTENSION = new RegExp(String.raw`^create\s+extension\s+(if\s+not\s+exists\s+)?${NAME}([\s\S]*)$`, 'i')
const SCHEMA = new RegExp(String.raw`\bschema\s+${NAME}`, 'i')
const EVENT_TRIGGER = new RegExp(
  String.raw`^create\s+event\s+trigger\s+${NAME}\s+on\s+(\w+)\s+(?:when\s+tag\s+in\s*\(([^)]*)\)\s+)?execute\s+(?:function|procedure)\s+([^(]+?)\s*\(\s*\)$`,
  'i',
)
const MAY_MATCH = /\bcreate\s+(?:extension|event\s+trigger|role|user|group)\b/i

/**
 * A script for the owner of a limited shadow, who is no superuser: what only a superuser may create goes through
 * functions that create just that.
 */
export function forOwner(script: string): string {
  if (!MAY_MATCH.test(script)) return script
  return rewriteStatements(
    script,
    (statement) => extension(statement) ?? eventTrigger(statement) ?? role(statement),
  )
}

/** Before Postgres 16, who makes a role is not its member, and may give nothing to it. */
function role(statement: string): string | null {
  const name = createdRole(statement)
  return name === null ? null : `${statement}; grant ${identifier(name)} to ${OWNER}`
}

function extension(statement: string): string | null {
  const [, ifNotExists, quoted, rest = ''] = EXTENSION.exec(statement) ?? []
  const name = quoted && plainName(quoted)
  if (!name || !SUPERUSER_EXTENSIONS.has(name)) return null
  const schema = SCHEMA.exec(rest)?.[1]
  const words = [
    literal(name),
    schema ? literal(plainName(schema)) : 'pg_catalog.current_schema()',
    ifNotExists ? 'true' : 'false',
    /\bcascade\b/i.test(rest) ? 'true' : 'false',
  ]
  return `select pg_catalog.lockstep_create_extension(${words.join(', ')})`
}

function eventTrigger(statement: string): string | null {
  const [, name, event, tags, routine] = EVENT_TRIGGER.exec(statement) ?? []
  if (!name || !event || !routine) return null
  const words = [
    literal(plainName(name)),
    literal(event.toLowerCase()),
    tags === undefined ? 'null' : `array[${tags}]::pg_catalog.text[]`,
    `${literal(routine)}::pg_catalog.regproc`,
  ]
  return `select pg_catalog.lockstep_create_event_trigger(${words.join(', ')})`
}
