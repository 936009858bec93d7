import { qualified, schemaOf, tableName } from '../schema/names.mjs'

const table = (i, fields, plantedSql) => ({
  sql: plantedSql,
  expect: [{ kind: 'table', has: [tableName(i)], status: 'different', fields }],
})

/** Changes of tables themselves; each needs an ordinary table that no other refers to. */
export const tableChanges = [
  {
    sort: 'table added',
    plant: (i) => ({
      sql: `create table ${schemaOf(i)}.added_${i} (id bigint primary key, note text not null default '');`,
      expect: [{ kind: 'table', has: [`added_${i}`], status: 'targetOnly' }],
    }),
  },
  {
    sort: 'table dropped',
    where: (i) => i % 10 === 7 && i % 100 > 10,
    plant: (i) => ({
      sql: `drop table ${qualified(i)};`,
      expect: [{ kind: 'table', has: [tableName(i)], status: 'sourceOnly' }],
    }),
  },
  {
    sort: 'row security off',
    plant: (i) => table(i, ['rowSecurity'], `alter table ${qualified(i)} disable row level security;`),
  },
  {
    sort: 'row security forced',
    plant: (i) => table(i, ['forceRowSecurity'], `alter table ${qualified(i)} force row level security;`),
  },
  {
    sort: 'replica identity',
    plant: (i) => table(i, ['replicaIdentity'], `alter table ${qualified(i)} replica identity full;`),
  },
  {
    sort: 'storage parameter',
    plant: (i) => table(i, ['options'], `alter table ${qualified(i)} set (fillfactor = 70);`),
  },
  {
    sort: 'unlogged',
    plant: (i) => ({
      ...table(i, ['persistence'], `alter table ${qualified(i)} set unlogged;`),
      alsoOf: [{ kind: 'sequence', has: [`${tableName(i)}_id_seq`] }],
    }),
  },
  {
    sort: 'owner',
    plant: (i) => ({
      ...table(
        i,
        ['owner'],
        `grant create on schema ${schemaOf(i)} to app_owner;
         alter table ${qualified(i)} owner to app_owner;
         revoke create on schema ${schemaOf(i)} from app_owner;`,
      ),
      alsoOf: [
        { kind: 'sequence', has: [`${tableName(i)}_id_seq`] },
        { kind: 'grant', has: [tableName(i)] },
        { kind: 'grant', has: [`${tableName(i)}_id_seq`] },
      ],
    }),
  },
  {
    sort: 'partition added',
    pool: 'partitioned',
    plant: (i) => ({
      sql: `create table ${schemaOf(i)}.${tableName(i)}_later partition of ${qualified(i)}
        for values from ('2030-01-01 00:00:00+00') to ('2031-01-01 00:00:00+00');`,
      expect: [{ kind: 'table', has: [`${tableName(i)}_later`], status: 'targetOnly' }],
    }),
  },
  {
    sort: 'partition detached',
    pool: 'partitioned',
    plant: (i) => ({
      sql: `alter table ${qualified(i)} detach partition ${schemaOf(i)}.${tableName(i)}_p3;`,
      expect: [
        {
          kind: 'table',
          has: [`${tableName(i)}_p3`],
          status: 'different',
          fields: ['parents', 'partitionBound'],
        },
      ],
      alsoOf: [{ has: [`${tableName(i)}_p3`] }],
    }),
  },
]
