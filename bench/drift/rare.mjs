import { qualified, schemaOf, tableName } from '../schema/names.mjs'

/** Changes of what a schema has few of; `where` finds the table number that has one, `once` plants a single one. */
export const rareChanges = [
  {
    sort: 'aggregate dropped',
    pool: 'any',
    where: (i) => i % 100 === 3,
    plant: (i) => ({
      sql: `drop aggregate ${schemaOf(i)}.total_${i}(numeric);`,
      expect: [{ kind: 'aggregate', has: [`total_${i}`], status: 'sourceOnly' }],
    }),
  },
  {
    sort: 'statistics target of statistics',
    pool: 'any',
    where: (i) => i % 20 === 4,
    plant: (i) => ({
      sql: `alter statistics ${schemaOf(i)}.stats_${i} set statistics 200;`,
      expect: [{ kind: 'statistics', has: [`stats_${i}`], status: 'different' }],
    }),
  },
  {
    sort: 'table unpublished',
    pool: 'any',
    where: (i) => i % 20 === 6,
    plant: (i) => ({
      sql: `alter publication bench_changes drop table ${qualified(i)};`,
      expect: [{ kind: 'publication-member', has: [tableName(i)], status: 'sourceOnly' }],
    }),
  },
  {
    sort: 'rule changed',
    pool: 'any',
    where: (i) => i % 100 === 7,
    plant: (i) => ({
      sql: `create or replace rule keep_${i} as on delete to ${qualified(i)} where old.status = 'open' do instead nothing;`,
      expect: [{ kind: 'rule', has: [`keep_${i}`], status: 'different' }],
    }),
  },
  {
    sort: 'server option',
    pool: 'any',
    where: (i) => i % 100 === 8,
    plant: (i) => ({
      sql: `alter server server_${i} options (set host 'other.example');
        alter foreign table ${schemaOf(i)}.remote_${i} options (set table_name 'elsewhere');`,
      expect: [
        { kind: 'foreign-server', has: [`server_${i}`], status: 'different' },
        { kind: 'foreign-table', has: [`remote_${i}`], status: 'different' },
      ],
    }),
  },
  {
    sort: 'search configuration',
    pool: 'any',
    where: (i) => i % 100 === 9,
    plant: (i) => ({
      sql: `alter text search configuration ${schemaOf(i)}.search_${i} drop mapping for email;`,
      expect: [{ kind: 'text-search-configuration', has: [`search_${i}`], status: 'different' }],
    }),
  },
  {
    sort: 'schema added',
    pool: 'any',
    where: (i) => i % 100 === 11,
    plant: (i) => ({
      sql: `create schema added_${i};`,
      expect: [{ kind: 'schema', has: [`added_${i}`], status: 'targetOnly' }],
    }),
  },
  {
    sort: 'schema usage revoked',
    once: true,
    plant: () => ({
      sql: 'revoke usage on schema extensions from anon;',
      expect: [{ kind: 'grant', has: ['extensions', 'anon'], status: 'sourceOnly' }],
    }),
  },
  {
    sort: 'default privileges',
    once: true,
    plant: () => ({
      sql: `alter default privileges for role postgres in schema public revoke all on tables from anon;`,
      expect: [{ kind: 'default-privilege', has: ['public', 'anon'] }],
    }),
  },
  {
    sort: 'operator dropped',
    once: true,
    plant: () => ({
      sql: 'drop operator public.<+> (numeric, numeric);',
      expect: [{ kind: 'operator', has: ['<+>', 'public'], status: 'sourceOnly' }],
    }),
  },
  {
    sort: 'event trigger disabled',
    once: true,
    plant: () => ({
      sql: 'alter event trigger bench_ddl disable;',
      expect: [{ kind: 'event-trigger', has: ['bench_ddl'], status: 'different' }],
    }),
  },
  {
    sort: 'publication options',
    once: true,
    plant: () => ({
      sql: `alter publication bench_changes set (publish = 'insert');`,
      expect: [{ kind: 'publication', has: ['bench_changes'], status: 'different' }],
    }),
  },
  {
    sort: 'extension dropped',
    once: true,
    plant: () => ({
      sql: 'drop extension "uuid-ossp";',
      expect: [{ kind: 'extension', has: ['uuid-ossp'], status: 'sourceOnly' }],
    }),
  },
]
