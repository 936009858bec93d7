import type { Column } from './columns'
import { type Draft, ROLES } from './draft'
import type { Item } from './item'
import { quoted, textConstant } from './names'
import type { Schema } from './schemas'
import type { Table } from './tables'

/** A publication of some tables, or since 15 of parts of them and of whole schemas. */
export function makePublication(draft: Draft, tables: readonly Table[], schemas: readonly Schema[]): void {
  const name = draft.names.any('feed')
  const sql = quoted(name)
  const publication = draft.addObject(
    {
      kind: 'publication',
      address: [name],
      create: `create publication ${sql} with (publish = 'insert, update')`,
      drop: `drop publication ${sql}`,
      needs: [],
      changes: [
        {
          sort: 'operations',
          sql: `alter publication ${sql} set (publish = 'delete')`,
          fields: ['operations'],
        },
        {
          sort: 'via root',
          sql: `alter publication ${sql} set (publish_via_partition_root = true)`,
          fields: ['viaRoot'],
        },
      ],
    },
    { words: `publication ${sql}`, isOwned: true },
  )
  const schema = draft.random.pick(schemas)
  const hasSchema = draft.major >= 15 && tables.every((table) => table.schema !== schema)
  for (const table of draft.random.some(tables, 3)) addMember(draft, publication, table, hasSchema)
  if (!hasSchema) return
  const words = `tables in schema ${schema.sql}`
  draft.add({
    kind: 'publication-member',
    address: [name, schema.name, ''],
    create: `alter publication ${sql} add ${words}`,
    drop: `alter publication ${sql} drop ${words}`,
    needs: [publication, schema],
    changes: [],
  })
}

/** A publication of whole schemas cannot pick columns of tables. */
function addMember(draft: Draft, publication: Item, table: Table, hasSchema: boolean): void {
  const sql = quoted(publication.address[0] as string)
  const key = table.columns[0] as Column
  const create = (rest: string) => `alter publication ${sql} add table only ${table.sql} ${rest}`
  draft.add({
    kind: 'publication-member',
    address: [publication.address[0] as string, table.schema.name, table.name],
    create: create(''),
    drop: `alter publication ${sql} drop table only ${table.sql}`,
    needs: [publication, table],
    changes:
      draft.major < 15 || table.isPartitioned
        ? []
        : [
            ...(hasSchema
              ? []
              : [{ sort: 'columns', instead: create(`(${key.sql})`), fields: ['columns'], reads: [key] }]),
            { sort: 'rows', instead: create(`where (${key.sql} > 5)`), fields: ['where'], reads: [key] },
          ],
  })
}

/** A foreign-data wrapper with a server, a user mapping and a foreign table. */
export function makeForeign(draft: Draft, schema: Schema): void {
  const [wrapper, server, table] = [
    draft.names.any('fdw'),
    draft.names.any('server'),
    draft.names.any('remote'),
  ]
  const wrapperItem = draft.addObject(
    {
      kind: 'foreign-data-wrapper',
      address: [wrapper],
      create: `create foreign data wrapper ${quoted(wrapper)} options (debug 'true')`,
      drop: `drop foreign data wrapper ${quoted(wrapper)} cascade`,
      needs: [],
      changes: [
        {
          sort: 'options',
          sql: `alter foreign data wrapper ${quoted(wrapper)} options (set debug 'false')`,
          fields: ['options'],
        },
      ],
    },
    { words: `foreign data wrapper ${quoted(wrapper)}` },
  )
  const serverItem = draft.addObject(
    {
      kind: 'foreign-server',
      address: [server],
      create: `create server ${quoted(server)} type 'mine' version '1' foreign data wrapper ${quoted(wrapper)} options (host 'example.com')`,
      drop: `drop server ${quoted(server)} cascade`,
      needs: [wrapperItem],
      changes: [
        {
          sort: 'options',
          sql: `alter server ${quoted(server)} options (set host 'other.example.com')`,
          fields: ['options'],
        },
        { sort: 'version', sql: `alter server ${quoted(server)} version '2'`, fields: ['version'] },
      ],
    },
    { words: `server ${quoted(server)}`, isOwned: false },
  )
  const role = draft.random.pick(ROLES)
  const mapping = `user mapping for ${quoted(role)} server ${quoted(server)}`
  draft.add({
    kind: 'user-mapping',
    address: [server, role],
    create: `create ${mapping} options (user 'me', password 'secret')`,
    drop: `drop ${mapping}`,
    needs: [serverItem],
    changes: [{ sort: 'options', sql: `alter ${mapping} options (set user 'you')`, fields: ['options'] }],
  })
  makeForeignTable(draft, schema, table, server, serverItem)
}

function makeForeignTable(
  draft: Draft,
  schema: Schema,
  name: string,
  server: string,
  serverItem: Item,
): void {
  const sql = `${schema.sql}.${quoted(name)}`
  const table = draft.addObject(
    {
      kind: 'foreign-table',
      address: [schema.name, name],
      create: `create foreign table ${sql} (a integer options (remote 'b'), b text not null) server ${quoted(server)} options (far 'away')`,
      drop: `drop foreign table ${sql} cascade`,
      needs: [schema, serverItem],
      changes: [
        { sort: 'options', sql: `alter foreign table ${sql} options (set far 'near')`, fields: ['options'] },
      ],
    },
    { words: `foreign table ${sql}`, isOwned: true },
  )
  for (const column of ['a', 'b']) {
    const alter = `alter foreign table ${sql} alter column ${column}`
    draft.add({
      kind: 'column',
      address: [schema.name, name, column],
      comesWith: table,
      drop: `alter foreign table ${sql} drop column ${column}`,
      needs: [table],
      changes: [
        {
          sort: 'foreign options',
          sql: `${alter} options (add more ${textConstant('x')})`,
          fields: ['foreignOptions'],
        },
      ],
    })
  }
}

/** What roles get on objects that a role makes later. */
export function makeDefaultPrivilege(draft: Draft, schema: Schema): void {
  const role = draft.random.pick(ROLES)
  const kind = draft.random.pick(['tables', 'sequences', 'functions', 'types'])
  const [privilege, other] = {
    tables: ['select', 'insert'],
    sequences: ['usage', 'select'],
    functions: ['execute'],
    types: ['usage'],
  }[kind] as [string, string?]
  if (!draft.isNew(`default privilege ${schema.sql} ${kind} ${role}`)) return
  const alter = `alter default privileges for role generated_creator in schema ${schema.sql}`
  draft.add({
    kind: 'default-privilege',
    address: ['generated_creator', schema.name, kind, role],
    create: `${alter} grant ${privilege} on ${kind} to ${quoted(role)}`,
    drop: `${alter} revoke ${privilege} on ${kind} from ${quoted(role)}`,
    needs: [schema],
    changes: other
      ? [
          {
            sort: 'privileges',
            sql: `${alter} grant ${other} on ${kind} to ${quoted(role)}`,
            fields: ['privileges'],
          },
        ]
      : [],
  })
}
