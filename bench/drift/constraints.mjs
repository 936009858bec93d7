import { HUB_STEP, qualified, tableName } from '../schema/names.mjs'

const constraint = (kind, i, name, status, fields) => [{ kind, has: [tableName(i), name], status, fields }]
const hub = (i) => `${tableName(i)}_hub`

/** Puts a foreign key in the place of the one to the hub table, to the first hub and with other words. */
const otherForeignKey = (words) => (i) =>
  `alter table ${qualified(i)} drop constraint ${hub(i)},
    add constraint ${hub(i)} foreign key (hub_id) references ${qualified(0)} (id) ${words};`

/** Changes of constraints; each needs an ordinary table. */
export const constraintChanges = [
  {
    sort: 'check added',
    plant: (i) => ({
      sql: `alter table ${qualified(i)} add constraint positive check (quantity > 0);`,
      expect: constraint('check-constraint', i, 'positive', 'targetOnly'),
    }),
  },
  {
    sort: 'check dropped',
    plant: (i) => ({
      sql: `alter table ${qualified(i)} drop constraint ${tableName(i)}_quantity;`,
      expect: constraint('check-constraint', i, `${tableName(i)}_quantity`, 'sourceOnly'),
    }),
  },
  {
    sort: 'check changed',
    plant: (i) => ({
      sql: `alter table ${qualified(i)} drop constraint ${tableName(i)}_title,
        add constraint ${tableName(i)}_title check (length(title) < 7);`,
      expect: constraint('check-constraint', i, `${tableName(i)}_title`, 'different', ['expression']),
    }),
  },
  {
    sort: 'check renamed',
    plant: (i) => ({
      sql: `alter table ${qualified(i)} rename constraint ${tableName(i)}_quantity to renamed_check;`,
      expect: [
        {
          kind: 'check-constraint',
          has: [tableName(i), `${tableName(i)}_quantity`],
          status: 'different',
          cause: 'nameOnly',
        },
      ],
    }),
  },
  {
    sort: 'foreign key action',
    plant: (i) => ({
      sql: `alter table ${qualified(i)} drop constraint ${tableName(i)}_owner,
        add constraint ${tableName(i)}_owner foreign key (owner_id) references auth.users (id) on delete cascade;`,
      expect: constraint('foreign-key', i, `${tableName(i)}_owner`, 'different', ['onDelete']),
    }),
  },
  {
    sort: 'foreign key dropped',
    plant: (i) => ({
      sql: `alter table ${qualified(i)} drop constraint ${hub(i)};`,
      expect: constraint('foreign-key', i, hub(i), 'sourceOnly'),
    }),
  },
  {
    sort: 'foreign key deferrable',
    plant: (i) => ({
      sql: `alter table ${qualified(i)} alter constraint ${hub(i)} deferrable initially deferred;`,
      expect: constraint('foreign-key', i, hub(i), 'different'),
    }),
  },
  {
    sort: 'foreign key not valid',
    plant: (i) => ({
      sql: otherForeignKey('on update cascade not valid')(i),
      expect: constraint('foreign-key', i, hub(i), 'different', ['onUpdate']),
    }),
  },
  {
    sort: 'unique added',
    plant: (i) => ({
      sql: `alter table ${qualified(i)} add constraint one_title_${i} unique (title);`,
      expect: constraint('unique-constraint', i, `one_title_${i}`, 'targetOnly'),
    }),
  },
  {
    sort: 'primary key changed',
    where: (i) => i % HUB_STEP !== 0 && i % 5 !== 0,
    plant: (i) => ({
      sql: `alter table ${qualified(i)} drop constraint ${tableName(i)}_pkey,
        add constraint ${tableName(i)}_pkey primary key (id, tenant_id);`,
      expect: constraint('primary-key', i, `${tableName(i)}_pkey`, 'different', ['columns']),
    }),
  },
]
