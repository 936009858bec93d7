import { qualified, schemaOf } from '../schema/names.mjs'

const view = (i) => `${schemaOf(i)}.open_${i}`

/** Changes of views; each needs a table number that has one. */
export const viewChanges = [
  {
    sort: 'view query',
    pool: 'view',
    plant: (i) => ({
      sql: `create or replace view ${view(i)} with (security_invoker = true) as
        select r.id, r.title, r.status, r.quantity * 3 as doubled, u.email
        from ${qualified(i)} r left join auth.users u on u.id = r.owner_id where r.status <> 'closed';`,
      expect: [{ kind: 'view', has: [`open_${i}`], status: 'different' }],
    }),
  },
  {
    sort: 'view option',
    pool: 'view',
    since: 15,
    plant: (i) => ({
      sql: `alter view ${view(i)} reset (security_invoker);`,
      expect: [{ kind: 'view', has: [`open_${i}`], status: 'different' }],
    }),
  },
  {
    sort: 'view dropped',
    pool: 'view',
    plant: (i) => ({
      sql: `drop view ${view(i)};`,
      expect: [{ kind: 'view', has: [`open_${i}`], status: 'sourceOnly' }],
    }),
  },
  {
    sort: 'view comment',
    pool: 'view',
    plant: (i) => ({
      sql: `comment on view ${view(i)} is 'another comment';`,
      expect: [{ kind: 'comment', has: [`open_${i}`], status: 'different' }],
    }),
  },
  {
    sort: 'materialized view query',
    pool: 'materialized',
    plant: (i) => ({
      sql: `drop materialized view ${schemaOf(i)}.totals_${i};
        create materialized view ${schemaOf(i)}.totals_${i} as
          select tenant_id, count(*) as records, max(quantity) as quantity from ${qualified(i)} group by tenant_id;
        create unique index totals_${i}_tenant on ${schemaOf(i)}.totals_${i} (tenant_id);`,
      expect: [{ kind: 'materialized-view', has: [`totals_${i}`], status: 'different' }],
      alsoOf: [{ has: [`totals_${i}`] }],
    }),
  },
]
