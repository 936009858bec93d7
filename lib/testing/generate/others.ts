import { qualifiedName } from '../../sql/display'
import type { Draft } from './draft'
import type { Item } from './item'
import { quoted } from './names'
import type { Schema } from './schemas'

/** A sequence of its own. */
export function makeSequence(draft: Draft, schema: Schema): void {
  const name = draft.names.any('counter')
  const sql = `${schema.sql}.${quoted(name)}`
  const alter = `alter sequence ${sql}`
  const sequence = draft.addObject(
    {
      kind: 'sequence',
      address: [schema.name, name],
      create: `create sequence ${sql} as integer start 5`,
      drop: `drop sequence ${sql} cascade`,
      needs: [schema],
      changes: [
        { sort: 'type', sql: `${alter} as bigint`, fields: ['type', 'maximum'] },
        { sort: 'start', sql: `${alter} start 6`, fields: ['start'] },
        { sort: 'limits', sql: `${alter} minvalue -5 maxvalue 1000`, fields: ['minimum', 'maximum'] },
        { sort: 'cycle', sql: `${alter} cycle`, fields: ['cycles'] },
        { sort: 'increment', sql: `${alter} increment 3`, fields: ['increment'] },
      ],
    },
    { words: `sequence ${sql}`, isOwned: true },
  )
  draft.maybeGrant(sequence, ['usage', 'select', 'update'], `sequence ${sql}`)
}

/** A collation. */
export function makeCollation(draft: Draft, schema: Schema): void {
  const name = draft.names.any('sorting')
  const sql = `${schema.sql}.${quoted(name)}`
  const create = (locale: string) => `create collation ${sql} (locale = '${locale}')`
  draft.addObject(
    {
      kind: 'collation',
      address: [schema.name, name],
      create: create('C'),
      drop: `drop collation ${sql} cascade`,
      needs: [schema],
      changes: [{ sort: 'locale', instead: create('POSIX'), fields: ['order', 'classes'] }],
    },
    { words: `collation ${sql}`, isOwned: true },
  )
}

/** A text search dictionary and a configuration that uses it. */
export function makeTextSearch(draft: Draft, schema: Schema): void {
  const [dictionaryName, configurationName] = [draft.names.any('dict'), draft.names.any('search')]
  const dictionary = `${schema.sql}.${quoted(dictionaryName)}`
  const configuration = `${schema.sql}.${quoted(configurationName)}`
  const dictionaryItem = draft.addObject(
    {
      kind: 'text-search-dictionary',
      address: [schema.name, dictionaryName],
      create: `create text search dictionary ${dictionary} (template = simple, accept = true)`,
      drop: `drop text search dictionary ${dictionary} cascade`,
      needs: [schema],
      changes: [
        {
          sort: 'options',
          sql: `alter text search dictionary ${dictionary} (accept = false)`,
          fields: ['options'],
        },
      ],
    },
    { words: `text search dictionary ${dictionary}`, isOwned: true },
  )
  const map = `alter text search configuration ${configuration}`
  draft.addObject(
    {
      kind: 'text-search-configuration',
      address: [schema.name, configurationName],
      create: `create text search configuration ${configuration} (parser = pg_catalog."default");
${map} add mapping for asciiword, word with ${dictionary}, simple`,
      drop: `drop text search configuration ${configuration} cascade`,
      needs: [schema, dictionaryItem],
      changes: [
        { sort: 'mapping', sql: `${map} add mapping for email with simple`, fields: ['mappings'] },
        {
          sort: 'mapping order',
          sql: `${map} alter mapping for word with simple, ${dictionary}`,
          fields: ['mappings'],
        },
      ],
    },
    { words: `text search configuration ${configuration}`, isOwned: true },
  )
}

/** An operator, an aggregate and a cast over functions of their own. */
export function makeOperator(draft: Draft, schema: Schema): void {
  const [functionName, name] = [draft.names.any('is_like'), draft.random.pick(['===', '<~>', '@#@'])]
  const call = `${schema.sql}.${quoted(functionName)}`
  if (!draft.isNew(`operator ${schema.sql} ${name}`)) return
  const callItem = draft.add({
    kind: 'function',
    address: [schema.name, functionName, 'integer, text'],
    create: `create function ${call}(integer, text) returns boolean immutable language sql as 'select $1::text = $2'`,
    drop: `drop function ${call}(integer, text) cascade`,
    needs: [schema],
    changes: [],
  })
  draft.addOpenRight(callItem, 'execute', `function ${call}(integer, text)`)
  const create = (rest: string) =>
    `create operator ${schema.sql}.${name} (leftarg = integer, rightarg = text, function = ${call}${rest})`
  const words = `operator ${schema.sql}.${name} (integer, text)`
  draft.addObject(
    {
      kind: 'operator',
      address: [schema.name, name, 'integer', 'text'],
      create: create(''),
      drop: `drop ${words} cascade`,
      needs: [schema, callItem],
      changes: [
        { sort: 'restrict', instead: create(', restrict = eqsel'), fields: ['restrict'] },
        { sort: 'join', instead: create(', join = eqjoinsel'), fields: ['join'] },
      ],
    },
    { words, isOwned: true },
  )
}

/** An aggregate. */
export function makeAggregate(draft: Draft, schema: Schema): void {
  const name = draft.names.any('total')
  const sql = `${schema.sql}.${quoted(name)}`
  const create = (rest: string) => `create aggregate ${sql}(integer) (sfunc = int4pl, stype = integer${rest})`
  const words = `aggregate ${sql}(integer)`
  const aggregate = draft.addObject(
    {
      kind: 'aggregate',
      address: [schema.name, name, 'integer'],
      create: create(", initcond = '0'"),
      drop: `drop ${words} cascade`,
      needs: [schema],
      changes: [
        { sort: 'initial state', instead: create(", initcond = '1'"), fields: ['initial'] },
        { sort: 'combine', instead: create(", initcond = '0', combinefunc = int4pl"), fields: ['combine'] },
        { sort: 'parallel', instead: create(", initcond = '0', parallel = safe"), fields: ['parallel'] },
      ],
    },
    { words, isOwned: true },
  )
  draft.addOpenRight(aggregate, 'execute', `function ${sql}(integer)`)
}

/** A cast from a composite type of its own. */
export function makeCast(draft: Draft, schema: Schema): void {
  const [typeName, functionName] = [draft.names.plain('money_pair'), draft.names.any('to_text')]
  const type = `${schema.sql}.${quoted(typeName)}`
  const call = `${schema.sql}.${quoted(functionName)}`
  // Types are shown as the server prints them, without quotes around what only some majors reserve.
  const shownType = qualifiedName(schema.name, typeName).replace('"system_user"', 'system_user')
  const typeItem = draft.add({
    kind: 'composite-type',
    address: [schema.name, typeName],
    create: `create type ${type} as (a integer, b text)`,
    drop: `drop type ${type} cascade`,
    needs: [schema],
    changes: [],
  })
  draft.addOpenRight(typeItem, 'usage', `type ${type}`)
  const callItem: Item = draft.add({
    kind: 'function',
    address: [schema.name, functionName, shownType],
    create: `create function ${call}(${type}) returns text immutable language sql as 'select $1.b'`,
    drop: `drop function ${call}(${type}) cascade`,
    needs: [schema],
    alsoNeeds: [typeItem],
    changes: [],
  })
  draft.addOpenRight(callItem, 'execute', `function ${call}(${type})`)
  const create = (rest: string) => `create cast (${type} as text) with function ${call}(${type})${rest}`
  draft.addObject(
    {
      kind: 'cast',
      address: [shownType, 'text'],
      create: create(''),
      drop: `drop cast (${type} as text)`,
      needs: [callItem, typeItem],
      changes: [{ sort: 'context', instead: create(' as assignment'), fields: ['context'] }],
    },
    { words: `cast (${type} as text)` },
  )
}

/** A parameter of the database itself, and a right on it. */
export function makeDatabaseParts(draft: Draft): void {
  const database = draft.add({
    kind: 'database',
    address: ['database'],
    needs: [],
    changes: [
      {
        sort: 'connection limit',
        sql: onDatabase('alter database %I connection limit 55'),
        fields: ['connectionLimit'],
      },
    ],
  })
  for (const [name, value, other] of [
    ['work_mem', '5MB', '6MB'],
    ['search_path', 'public, "$user"', 'public'],
    ['my.setting', "it''s", 'not'],
  ] as const) {
    const set = (value: string) =>
      onDatabase(`alter database %I set ${name} to ${name === 'search_path' ? value : `'${value}'`}`)
    draft.add({
      kind: 'database-setting',
      address: [name],
      create: set(value),
      drop: onDatabase(`alter database %I reset ${name}`),
      needs: [database],
      changes: [{ sort: 'value', sql: set(other), fields: ['value'] }],
    })
  }
  draft.add({
    kind: 'grant',
    address: ['database', 'database', '', '', 'generated_reader', ''],
    create: onDatabase('grant connect on database %I to generated_reader'),
    drop: onDatabase('revoke connect on database %I from generated_reader'),
    needs: [database],
    changes: [],
  })
}

/** A statement about the database that one is in, whose name `%I` stands for. */
function onDatabase(statement: string): string {
  return `do $do$ begin execute format($f$${statement}$f$, current_database()); end $do$`
}
