import { schemaOf } from '../schema/names.mjs'
import { compositeOf, domainOf, enumOf } from '../schema/types.mjs'

const changed = (kind, name, fields) => [{ kind, has: [name], status: 'different', fields }]

/** Changes of types and what stands beside them; each needs a table number that has one. */
export const typeChanges = [
  {
    sort: 'enum value added',
    pool: 'enum',
    plant: (i) => ({
      sql: `alter type ${enumOf(i)} add value 'archived' before 'closed';`,
      expect: changed('enum', `status_${i}`),
    }),
  },
  {
    sort: 'enum value renamed',
    pool: 'enum',
    plant: (i) => ({
      sql: `alter type ${enumOf(i)} rename value 'it''s late' to 'late';`,
      expect: changed('enum', `status_${i}`),
    }),
  },
  {
    sort: 'composite attribute added',
    pool: 'rare',
    plant: (i) => ({
      sql: `alter type ${compositeOf(i)} add attribute country text;`,
      expect: changed('composite-type', `address_${i}`),
    }),
  },
  {
    sort: 'domain check',
    pool: 'rare',
    plant: (i) => ({
      sql: `alter domain ${domainOf(i)} drop constraint has_at;
        alter domain ${domainOf(i)} add constraint has_at check (value ~ '.@.');`,
      expect: [{ kind: 'domain-constraint', has: [`email_${i}`, 'has_at'], status: 'different' }],
    }),
  },
  {
    sort: 'domain default',
    pool: 'rare',
    plant: (i) => ({
      sql: `alter domain ${domainOf(i)} set default 'nobody@example.org';`,
      expect: changed('domain', `email_${i}`),
    }),
  },
  {
    sort: 'range type added',
    pool: 'rare',
    plant: (i) => ({
      sql: `create type ${schemaOf(i)}.period_${i} as range (subtype = date);`,
      expect: [{ kind: 'range-type', has: [`period_${i}`], status: 'targetOnly' }],
    }),
  },
  {
    sort: 'sequence increment',
    pool: 'rare',
    plant: (i) => ({
      sql: `alter sequence ${schemaOf(i)}.number_${i} increment 7;`,
      expect: changed('sequence', `number_${i}`, ['increment']),
    }),
  },
  {
    sort: 'collation dropped',
    pool: 'rare',
    plant: (i) => ({
      sql: `drop collation ${schemaOf(i)}.plain_${i};`,
      expect: [{ kind: 'collation', has: [`plain_${i}`], status: 'sourceOnly' }],
    }),
  },
]
