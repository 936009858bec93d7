import type { Draft } from './draft'
import type { Item, ItemChange } from './item'
import { quoted } from './names'
import type { Schema } from './schemas'
import type { Table } from './tables'

export interface Routine extends Item {
  /** Its qualified name in quotes. */
  readonly sql: string
}

interface Definition {
  readonly arguments: string
  readonly result: string
  readonly language: string
  readonly body: string
}

const ARGUMENTS = 'a integer, b text'

const DEFINITIONS: readonly Definition[] = [
  { arguments: ARGUMENTS, result: 'text', language: 'sql', body: 'select b || a' },
  {
    arguments: ARGUMENTS,
    result: 'integer',
    language: 'plpgsql',
    body: "\nbegin\n  -- It's a comment; with $$\n\treturn a;\nend\n",
  },
  { arguments: ARGUMENTS, result: 'setof integer', language: 'sql', body: 'select a' },
  { arguments: ARGUMENTS, result: 'table (x integer, "y z" text)', language: 'sql', body: 'select a, b' },
]

/** A function over plain types. */
export function makeFunction(draft: Draft, schema: Schema): Routine {
  const name = draft.names.any('compute')
  const sql = `${schema.sql}.${quoted(name)}`
  const definition = draft.random.pick(DEFINITIONS)
  const create = (changed: Partial<Definition> = {}) => {
    const { arguments: list, result, language, body } = { ...definition, ...changed }
    return `create function ${sql}(${list}) returns ${result} language ${language} as $body$${body}$body$`
  }
  const alter = `alter function ${sql}(integer, text)`
  const ofResult: ItemChange = /^(setof|table)/.test(definition.result)
    ? { sort: 'rows', sql: `${alter} rows 77`, fields: ['rows'] }
    : {
        sort: 'result',
        instead: create({ result: 'boolean', language: 'sql', body: 'select a is null' }),
        fields: ['result', 'body', ...(definition.language === 'sql' ? [] : ['language'])],
      }
  const changes: ItemChange[] = [
    ofResult,
    { sort: 'body', instead: create({ body: `${definition.body} ` }), fields: ['body'] },
    {
      sort: 'argument default',
      instead: create({ arguments: `${ARGUMENTS} default 'x'` }),
      fields: ['arguments'],
    },
    { sort: 'leakproof', sql: `${alter} leakproof`, fields: ['isLeakproof'] },
    { sort: 'parallel', sql: `${alter} parallel safe`, fields: ['parallel'] },
    { sort: 'strict', sql: `${alter} strict`, fields: ['isStrict'] },
    { sort: 'volatility', sql: `${alter} stable`, fields: ['volatility'] },
    { sort: 'cost', sql: `${alter} cost 1234`, fields: ['cost'] },
  ]
  return addRoutine(draft, { schema, name, types: 'integer, text', create: create(), changes, needs: [] })
}

/** A procedure, or a function whose body the server keeps parsed, over a table. */
export function makeParsedFunction(draft: Draft, schema: Schema, table: Table): Routine {
  const name = draft.names.any('count')
  const sql = `${schema.sql}.${quoted(name)}`
  const key = draft.random.pick(table.columns)
  const create = (condition: string) =>
    `create function ${sql}(a integer) returns bigint begin atomic select count(${key.sql}) from ${table.sql} where ${condition}; end`
  return addRoutine(draft, {
    schema,
    name,
    types: 'integer',
    create: create('a > 1'),
    changes: [{ sort: 'parsed body', instead: create('a > 2 or a is null'), fields: ['body'] }],
    needs: [table, key],
  })
}

/** A procedure. */
export function makeProcedure(draft: Draft, schema: Schema): Routine {
  const name = draft.names.any('process')
  const sql = `${schema.sql}.${quoted(name)}`
  const create = (body: string) =>
    `create procedure ${sql}(a integer default 5, variadic b text[] default '{}') language plpgsql as $$begin ${body} end$$`
  return addRoutine(draft, {
    schema,
    name,
    types: 'integer, text[]',
    create: create('commit;'),
    changes: [{ sort: 'body of procedure', instead: create('rollback;'), fields: ['body'] }],
    needs: [],
    word: 'procedure',
  })
}

/** A function that triggers of tables, or of events, call. */
export function makeTriggerFunction(
  draft: Draft,
  schema: Schema,
  result: 'trigger' | 'event_trigger',
): Routine {
  const name = draft.names.any('on_change')
  const sql = `${schema.sql}.${quoted(name)}`
  const body = result === 'trigger' ? 'return new;' : 'return;'
  const create = (body: string) =>
    `create function ${sql}() returns ${result} language plpgsql as $$begin ${body} end$$`
  return addRoutine(draft, {
    schema,
    name,
    types: '',
    create: create(body),
    changes: [{ sort: 'body of trigger function', instead: create(`perform 1; ${body}`), fields: ['body'] }],
    needs: [],
  })
}

interface RoutineParts {
  readonly schema: Schema
  readonly name: string
  /** The types of its arguments as the server prints them. */
  readonly types: string
  readonly create: string
  readonly changes: readonly ItemChange[]
  readonly needs: readonly Item[]
  readonly word?: 'function' | 'procedure'
}

/** Adds a routine with what any of them can have; everybody may call it from the start. */
function addRoutine(draft: Draft, parts: RoutineParts): Routine {
  const { schema, name, types, create, needs, word = 'function' } = parts
  const sql = `${schema.sql}.${quoted(name)}`
  const words = `${word} ${sql}(${types})`
  const routine = draft.addObject(
    {
      kind: 'function',
      address: [schema.name, name, types],
      sql,
      create,
      drop: `drop ${words} cascade`,
      needs: [schema, ...needs],
      changes: [
        ...parts.changes,
        { sort: 'security definer', sql: `alter ${words} security definer`, fields: ['securityDefiner'] },
        {
          sort: 'settings',
          sql: `alter ${words} set search_path to pg_catalog, "$user"; alter ${words} set work_mem to '5MB'`,
          fields: ['settings'],
        },
      ],
    },
    { words, isOwned: true },
  )
  draft.addOpenRight(routine, 'execute', words)
  draft.maybeGrant(routine, ['execute'], words)
  return routine
}
