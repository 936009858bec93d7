import { qualified, schemaOf, tableName } from '../schema/names.mjs'

const index = (i, name, status, fields) => [{ kind: 'index', has: [tableName(i), name], status, fields }]
const tenant = (i) => `${tableName(i)}_tenant`
const inSchema = (i, name) => `${schemaOf(i)}.${name}`

/** Changes of indexes that no constraint owns; each needs an ordinary table. */
export const indexChanges = [
  {
    sort: 'index added',
    plant: (i) => ({
      sql: `create index hotfix_${i} on ${qualified(i)} (title);`,
      expect: index(i, `hotfix_${i}`, 'targetOnly'),
    }),
  },
  {
    sort: 'index dropped',
    plant: (i) => ({
      sql: `drop index ${inSchema(i, tenant(i))};`,
      expect: index(i, tenant(i), 'sourceOnly'),
    }),
  },
  {
    sort: 'index columns',
    plant: (i) => ({
      sql: `drop index ${inSchema(i, tenant(i))}; create index ${tenant(i)} on ${qualified(i)} (created_at, tenant_id);`,
      expect: index(i, tenant(i), 'different', ['keys']),
    }),
  },
  {
    sort: 'index predicate',
    where: (i) => i % 3 === 2,
    plant: (i) => ({
      sql: `drop index ${inSchema(i, `${tableName(i)}_open`)};
        create index ${tableName(i)}_open on ${qualified(i)} (updated_at) where status = 'open';`,
      expect: index(i, `${tableName(i)}_open`, 'different', ['predicate']),
    }),
  },
  {
    sort: 'index expression',
    where: (i) => i % 4 === 1,
    plant: (i) => ({
      sql: `drop index ${inSchema(i, `${tableName(i)}_lower_title`)};
        create index ${tableName(i)}_lower_title on ${qualified(i)} (upper(title));`,
      expect: index(i, `${tableName(i)}_lower_title`, 'different', ['keys']),
    }),
  },
  {
    sort: 'index unique',
    plant: (i) => ({
      sql: `drop index ${inSchema(i, tenant(i))};
        create unique index ${tenant(i)} on ${qualified(i)} (tenant_id, created_at desc);`,
      expect: index(i, tenant(i), 'different', ['isUnique']),
    }),
  },
  {
    sort: 'index renamed',
    plant: (i) => ({
      sql: `alter index ${inSchema(i, tenant(i))} rename to renamed_${i};`,
      expect: [{ kind: 'index', has: [tableName(i), tenant(i)], status: 'different', cause: 'nameOnly' }],
    }),
  },
  {
    sort: 'index storage parameter',
    plant: (i) => ({
      sql: `alter index ${inSchema(i, tenant(i))} set (fillfactor = 60);`,
      expect: index(i, tenant(i), 'different', ['options']),
    }),
  },
  {
    sort: 'index clustered',
    plant: (i) => ({
      sql: `alter table ${qualified(i)} cluster on ${tenant(i)};`,
      expect: index(i, tenant(i), 'different', ['isClustered']),
    }),
  },
]
