import { isPartitioned, PARTITIONS, qualified, schemaOf, tableName } from './names.mjs'
import { randomFrom } from './random.mjs'
import { compositeOf, domainOf, enumOf } from './types.mjs'

const FILLERS = [
  (name) => `${name} text`,
  (name) => `${name} varchar(120) not null default ''`,
  (name) => `${name} integer not null default 0`,
  (name) => `${name} numeric(12,2) default 0.00`,
  (name) => `${name} boolean not null default false`,
  (name) => `${name} timestamp with time zone`,
  (name) => `${name} date default current_date`,
  (name) => `${name} text[] not null default '{}'::text[]`,
  (name) => `${name} jsonb not null default '{}'::jsonb`,
  (name) => `${name} double precision`,
  (name) => `${name} uuid default gen_random_uuid()`,
  (name) => `${name} bytea`,
  (name) => `${name} text collate "C" default 'n/a'::text`,
]
const WORDS = ['amount', 'label', 'due', 'region', 'score', 'source', 'notes', 'flags', 'external', 'weight']

/** Statement that makes a table with its columns and key, and its partitions; whatever else it has comes later. */
export function tableUnit(i) {
  const keyed = isPartitioned(i) ? 'id bigint not null' : idColumn(i)
  const primary = isPartitioned(i) ? '(id, created_at)' : '(id)'
  const columns = [
    keyed,
    'tenant_id uuid not null',
    'owner_id uuid',
    'hub_id bigint',
    'title text not null',
    `status ${enumOf(i)} not null default 'draft'`,
    ...fillers(i),
    ...(i % 7 === 3 ? [`email ${domainOf(i)}`] : []),
    ...(i % 11 === 4 ? [`place ${compositeOf(i)}`] : []),
    ...(i % 5 === 2 ? ['total numeric generated always as (quantity * 1.19) stored'] : []),
    'quantity integer not null default 1',
    'created_at timestamp with time zone not null default now()',
    'updated_at timestamp with time zone not null default now()',
    `constraint ${tableName(i)}_pkey primary key ${primary}`,
    `constraint ${tableName(i)}_quantity check (quantity >= 0)`,
    `constraint ${tableName(i)}_title check (length(title) between 1 and ${100 + (i % 50)})`,
  ]
  const create = `create table ${qualified(i)} (\n  ${columns.join(',\n  ')}\n)`
  if (!isPartitioned(i)) return `${create};`
  return `${create} partition by range (created_at);\n${partitions(i)}`
}

function idColumn(i) {
  return i % 3 === 1 ? 'id bigserial' : 'id bigint generated always as identity'
}

function fillers(i) {
  const random = randomFrom(i + 1)
  return Array.from({ length: 4 + (i % 4) }, (_, n) => random.pick(FILLERS)(`${random.pick(WORDS)}_${n}`))
}

function partitions(i) {
  return Array.from({ length: PARTITIONS }, (_, n) => {
    const [from, to] = [`${2020 + n}-01-01 00:00:00+00`, `${2021 + n}-01-01 00:00:00+00`]
    return `create table ${schemaOf(i)}.${tableName(i)}_p${n} partition of ${qualified(i)} for values from ('${from}') to ('${to}');`
  }).join('\n')
}
