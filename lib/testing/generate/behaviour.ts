import type { Column } from './columns'
import { sortableColumns } from './constraints'
import { type Draft, ROLES } from './draft'
import type { ItemChange } from './item'
import { quoted, textConstant } from './names'
import type { Routine } from './routines'
import type { Table } from './tables'

/** A trigger on a table: before or after, for rows or statements, with or without a condition. */
export function makeTrigger(draft: Draft, table: Table, call: Routine): void {
  const { random, names } = draft
  const name = names.any('trigger')
  const other = names.any('trigger')
  const column = random.pick(table.columns.filter(({ isGenerated }) => !isGenerated))
  const isStatement = random.chance(30)
  const level = isStatement ? 'statement' : 'row'
  const timing = isStatement || table.isPartitioned ? 'after' : random.pick(['before', 'after'])
  const condition = isStatement ? '' : random.pick(['', `when (new.${column.sql} is not null)`])
  const events = condition ? 'insert or update' : random.pick(['insert', 'update or delete'])
  const create = (parts: { events?: string; arguments?: string; timing?: string } = {}) =>
    `create trigger ${quoted(name)} ${parts.timing ?? timing} ${parts.events ?? events} on ${table.sql}
for each ${level} ${condition} execute function ${call.sql}(${parts.arguments ?? `'a', 'b''c'`})`
  if (!draft.isNew(`trigger on ${table.sql} ${timing} ${events} ${level} ${condition} ${call.sql}`)) return
  const address = (name: string) => [table.schema.name, table.name, name]
  const alter = `alter table ${table.sql}`
  const changes: ItemChange[] = [
    {
      sort: 'rename',
      sql: `alter trigger ${quoted(name)} on ${table.sql} rename to ${quoted(other)}`,
      fields: ['name'],
      cause: 'nameOnly',
      targetAddress: address(other),
    },
    { sort: 'disable', sql: `${alter} disable trigger ${quoted(name)}`, fields: ['enabled'] },
    { sort: 'always', sql: `${alter} enable always trigger ${quoted(name)}`, fields: ['enabled'] },
    { sort: 'arguments', instead: create({ arguments: `'a'` }), fields: ['arguments'] },
    {
      sort: 'timing',
      instead: create({ timing: timing === 'after' ? 'before' : 'after' }),
      fields: ['timing'],
    },
  ]
  if (!condition) {
    changes.push({ sort: 'events', instead: create({ events: 'insert or delete' }), fields: ['events'] })
  }
  draft.addObject(
    {
      kind: 'trigger',
      address: address(name),
      create: create(),
      drop: `drop trigger ${quoted(name)} on ${table.sql}`,
      needs: [table, call, ...(condition ? [column] : [])],
      changes,
    },
    { words: `trigger ${quoted(name)} on ${table.sql}` },
  )
}

/** A row-level security policy. */
export function makePolicy(draft: Draft, table: Table): void {
  const { random, names } = draft
  const [column] = random.some(sortableColumns(table), 1)
  if (!column) return
  const name = names.any('policy')
  const other = names.any('policy')
  const role = random.pick(ROLES)
  const command = random.pick(['all', 'select', 'update', 'delete'])
  const using = `${column.sql} is distinct from ${column.type.values[0]}`
  const policy = `${quoted(name)} on ${table.sql}`
  const create = (rest: string) => `create policy ${policy} ${rest}`
  const plain = `for ${command} to ${quoted(role)} using (${using})`
  if (!draft.isNew(`policy on ${table.sql} ${plain}`)) return
  const address = (name: string) => [table.schema.name, table.name, name]
  const changes: ItemChange[] = [
    {
      sort: 'rename',
      sql: `alter policy ${policy} rename to ${quoted(other)}`,
      fields: ['name'],
      cause: 'nameOnly',
      targetAddress: address(other),
    },
    { sort: 'roles', sql: `alter policy ${policy} to public`, fields: ['roles'] },
    { sort: 'using', sql: `alter policy ${policy} using (true)`, fields: ['using'] },
    { sort: 'restrictive', instead: create(`as restrictive ${plain}`), fields: ['type'] },
    {
      sort: 'command',
      instead: create(plain.replace(`for ${command}`, `for ${command === 'select' ? 'delete' : 'select'}`)),
      fields: ['command'],
    },
  ]
  if (command === 'all' || command === 'update') {
    changes.push({
      sort: 'with check',
      sql: `alter policy ${policy} with check (false)`,
      fields: ['withCheck'],
    })
  }
  draft.addObject(
    {
      kind: 'policy',
      address: address(name),
      create: create(plain),
      drop: `drop policy ${policy}`,
      needs: [table, column],
      changes,
    },
    { words: `policy ${policy}` },
  )
}

/** A rewrite rule that does something else too, or nothing. */
export function makeRule(draft: Draft, table: Table): void {
  const name = draft.names.any('rule')
  const other = draft.names.any('rule')
  const key = table.columns[0] as Column
  const create = (rest: string) => `create rule ${quoted(name)} as on ${rest}`
  const address = (name: string) => [table.schema.name, table.name, name]
  if (!draft.isNew(`rule on ${table.sql}`)) return
  draft.addObject(
    {
      kind: 'rule',
      address: address(name),
      create: create(`delete to ${table.sql} do also notify changed`),
      drop: `drop rule ${quoted(name)} on ${table.sql}`,
      needs: [table],
      changes: [
        {
          sort: 'rename',
          sql: `alter rule ${quoted(name)} on ${table.sql} rename to ${quoted(other)}`,
          fields: ['name'],
          cause: 'nameOnly',
          targetAddress: address(other),
        },
        {
          sort: 'event',
          instead: create(`update to ${table.sql} do also notify changed`),
          fields: ['event', 'definition'],
        },
        {
          sort: 'definition',
          instead: create(`delete to ${table.sql} where old.${key.sql} = 5 do instead nothing`),
          fields: ['definition'],
        },
        {
          sort: 'disable',
          sql: `alter table ${table.sql} disable rule ${quoted(name)}`,
          fields: ['enabled'],
        },
      ],
    },
    { words: `rule ${quoted(name)} on ${table.sql}` },
  )
}

/** An event trigger on the end of some commands. */
export function makeEventTrigger(draft: Draft, call: Routine): void {
  const name = draft.names.any('event')
  const other = draft.names.any('event')
  const create = (tags: string) =>
    `create event trigger ${quoted(name)} on ddl_command_end when tag in (${tags.split(',').map(textConstant)}) execute function ${call.sql}()`
  draft.addObject(
    {
      kind: 'event-trigger',
      address: [name],
      create: create('CREATE AGGREGATE'),
      drop: `drop event trigger ${quoted(name)}`,
      needs: [call],
      changes: [
        { sort: 'tags', instead: create('CREATE AGGREGATE,DROP AGGREGATE'), fields: ['tags'] },
        { sort: 'disable', sql: `alter event trigger ${quoted(name)} disable`, fields: ['enabled'] },
        {
          sort: 'rename',
          sql: `alter event trigger ${quoted(name)} rename to ${quoted(other)}`,
          fields: ['name'],
          cause: 'nameOnly',
          targetAddress: [other],
        },
      ],
    },
    { words: `event trigger ${quoted(name)}` },
  )
}
