import type { ColumnType } from './column-types'
import type { Draft } from './draft'
import type { Item } from './item'
import { quoted } from './names'
import type { Schema } from './schemas'

/** An enum, as a type that columns can have. */
export function makeEnum(draft: Draft, schema: Schema): ColumnType {
  const name = draft.names.any('mood')
  const type = `${schema.sql}.${quoted(name)}`
  const create = (labels: string) => `create type ${type} as enum (${labels})`
  const item = draft.addObject(
    {
      kind: 'enum',
      address: [schema.name, name],
      create: create(`'one', 'it''s two', 'free'`),
      drop: `drop type ${type} cascade`,
      needs: [schema],
      changes: [
        { sort: 'add label', sql: `alter type ${type} add value 'late'`, fields: ['labels'] },
        {
          sort: 'add label between',
          sql: `alter type ${type} add value 'between' before 'it''s two'`,
          fields: ['labels'],
        },
        {
          sort: 'rename label',
          sql: `alter type ${type} rename value 'free' to 'fr\u00e9e'`,
          fields: ['labels'],
        },
        { sort: 'label order', instead: create(`'it''s two', 'free', 'one'`), fields: ['labels'] },
      ],
    },
    { words: `type ${type}`, isOwned: true },
  )
  addTypeRights(draft, item, type)
  return { sql: type, values: [`'one'`, `'it''s two'`], isSortable: true, needs: [item] }
}

/** A domain with check constraints, as a type that columns can have. */
export function makeDomain(draft: Draft, schema: Schema): ColumnType {
  const name = draft.names.any('word')
  const domain = `${schema.sql}.${quoted(name)}`
  const alter = `alter domain ${domain}`
  const item = draft.addObject(
    {
      kind: 'domain',
      address: [schema.name, name],
      create: `create domain ${domain} as character varying(60) collate "C" default 'one'`,
      drop: `drop domain ${domain} cascade`,
      needs: [schema],
      changes: [
        { sort: 'default', sql: `${alter} set default 'it''s two'`, fields: ['default'] },
        { sort: 'drop default', sql: `${alter} drop default`, fields: ['default'] },
        { sort: 'set not null', sql: `${alter} set not null`, fields: ['notNull'] },
        {
          sort: 'base type',
          instead: `create domain ${domain} as text collate "C" default 'one'`,
          fields: ['type', 'default'],
          needsAlone: true,
        },
      ],
    },
    { words: `domain ${domain}`, isOwned: true },
  )
  addTypeRights(draft, item, domain)
  for (let i = draft.random.below(3); i > 0; i--) makeDomainConstraint(draft, item, domain, i)
  return { sql: domain, values: [`'one'`, `'it''s two'`], isSortable: true, needs: [item] }
}

function makeDomainConstraint(draft: Draft, item: Item, domain: string, number: number): void {
  const name = draft.names.any('valid')
  const other = draft.names.any('valid')
  const alter = `alter domain ${domain}`
  const add = (check: string) => `${alter} add constraint ${quoted(name)} check (${check})`
  const address = [...item.address, name]
  draft.addObject(
    {
      kind: 'domain-constraint',
      address,
      create: add(`length(value) < ${100 + number}`),
      drop: `${alter} drop constraint ${quoted(name)}`,
      needs: [item],
      changes: [
        {
          sort: 'expression',
          instead: add(`length(value) < ${200 + number} or value is null`),
          fields: ['expression'],
        },
        {
          sort: 'not valid',
          instead: `${add(`length(value) < ${100 + number}`)} not valid`,
          fields: ['isValid'],
        },
        {
          sort: 'rename',
          sql: `${alter} rename constraint ${quoted(name)} to ${quoted(other)}`,
          fields: ['name'],
          cause: 'nameOnly',
          targetAddress: [...item.address, other],
        },
      ],
    },
    { words: `constraint ${quoted(name)} on domain ${domain}` },
  )
}

/** A composite type. */
export function makeComposite(draft: Draft, schema: Schema): ColumnType {
  const name = draft.names.any('pair')
  const type = `${schema.sql}.${quoted(name)}`
  const attribute = quoted(draft.names.any('part'))
  const alter = `alter type ${type}`
  const item = draft.addObject(
    {
      kind: 'composite-type',
      address: [schema.name, name],
      create: `create type ${type} as (${attribute} integer, note text collate "C")`,
      drop: `drop type ${type} cascade`,
      needs: [schema],
      changes: [
        {
          sort: 'add attribute',
          sql: `${alter} add attribute more date`,
          fields: ['attributes'],
          needsAlone: true,
        },
        {
          sort: 'drop attribute',
          sql: `${alter} drop attribute ${attribute}`,
          fields: ['attributes'],
          needsAlone: true,
        },
        {
          sort: 'attribute type',
          sql: `${alter} alter attribute note type text collate "POSIX"`,
          fields: ['attributes'],
          needsAlone: true,
        },
        {
          sort: 'rename attribute',
          sql: `${alter} rename attribute ${attribute} to renamed`,
          fields: ['attributes'],
          needsAlone: true,
        },
      ],
    },
    { words: `type ${type}`, isOwned: true },
  )
  addTypeRights(draft, item, type)
  return { sql: type, values: [`'(1,one)'::${type}`, `'(2,)'::${type}`], isSortable: true, needs: [item] }
}

/** A range type with its multirange type. */
export function makeRange(draft: Draft, schema: Schema): ColumnType {
  const name = draft.names.any('span')
  const type = `${schema.sql}.${quoted(name)}`
  const multirange = `${schema.sql}.${quoted(draft.names.any('spans'))}`
  const create = (difference: string) =>
    `create type ${type} as range (subtype = double precision${difference}, multirange_type_name = ${multirange})`
  const item = draft.addObject(
    {
      kind: 'range-type',
      address: [schema.name, name],
      create: create(', subtype_diff = float8mi'),
      drop: `drop type ${type} cascade`,
      needs: [schema],
      changes: [
        { sort: 'difference function', instead: create(''), fields: ['difference'] },
        {
          sort: 'multirange name',
          sql: `alter type ${multirange} rename to renamed_${draft.names.plain('spans')}`,
          fields: ['multirange'],
          needsAlone: true,
        },
      ],
    },
    { words: `type ${type}`, isOwned: true },
  )
  addTypeRights(draft, item, type)
  return { sql: type, values: [`'empty'`, `'[1,2)'`], isSortable: true, needs: [item] }
}

function addTypeRights(draft: Draft, item: Item, type: string): void {
  draft.addOpenRight(item, 'usage', `type ${type}`)
  draft.maybeGrant(item, ['usage'], `type ${type}`)
}
