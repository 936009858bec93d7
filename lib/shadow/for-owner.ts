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
const VECTOR_INDEX =
  /^(create\s+(?:unique\s+)?index\b[\s\S]*\busing\s+(?:hnsw|ivfflat)\b[\s\S]*?)\bwith\s*\(([^()]*)\)([\s\S]*)$/i
const MAY_MATCH = /\bcreate\s+(?:extension|event\s+trigger|role|user|group)\b|\busing\s+(?:hnsw|ivfflat)\b/i

/**
 * A script for the owner of a limited shadow, who is no superuser: what only a superuser may create goes through
 * functions that create just that.
 */
export function forOwner(script: string): string {
  if (!MAY_MATCH.test(script)) return script
  return rewriteStatements(
    script,
    (statement) =>
      extension(statement) ?? eventTrigger(statement) ?? role(statement) ?? vectorIndex(statement),
  )
}

/** Before Postgres 16, who makes a role is not its member, and may give nothing to it. */
function role(statement: string): string | null {
  const name = createdRole(statement)
  return name === null ? null : `${statement}; grant ${identifier(name)} to ${OWNER}`
}

function extension(statement: string): string | null {
  const created = createdExtension(statement)
  if (!created || !SUPERUSER_EXTENSIONS.has(created.name)) return null
  const { name, schema, isOptional, isCascading } = created
  return `select pg_catalog.lockstep_create_extension(${literal(name)}, ${schema}, ${isOptional}, ${isCascading})`
}

/** A statement that has something stand in for an extension, in the place of one that creates it; else null. */
export function standInStatement(statement: string, extension: string): string | null {
  const created = createdExtension(statement)
  if (created?.name !== extension) return null
  return `select pg_catalog.lockstep_stand_in(${literal(extension)}, ${created.schema}, ${created.isOptional})`
}

function createdExtension(statement: string) {
  const [, ifNotExists, name, rest = ''] = EXTENSION.exec(statement) ?? []
  if (!name) return null
  const schema = SCHEMA.exec(rest)?.[1]
  return {
    name: plainName(name),
    /** An expression. */
    schema: schema ? literal(plainName(schema)) : 'pg_catalog.current_schema()',
    isOptional: ifNotExists !== undefined,
    isCascading: /\bcascade\b/i.test(rest),
  }
}

/** What such an index is made with is kept, although what stands in for pgvector does not know it. */
function vectorIndex(statement: string): string | null {
  const [, before, options, after] = VECTOR_INDEX.exec(statement) ?? []
  if (before === undefined || options === undefined) return null
  const texts = options.split(',').map((option) => literal(option.toLowerCase().replace(/[\s']/g, '')))
  return `${before}${after}; select pg_catalog.lockstep_index_options(array[${texts.join(', ')}])`
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
