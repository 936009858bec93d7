import { qualified, tableName } from '../schema/names.mjs'

const policy = (i, name, status, fields) => [{ kind: 'policy', has: [tableName(i), name], status, fields }]
const trigger = (i, name, status, fields) => [{ kind: 'trigger', has: [tableName(i), name], status, fields }]

/** Changes of policies, grants and triggers; each needs an ordinary table. */
export const securityChanges = [
  {
    sort: 'policy added',
    plant: (i) => ({
      sql: `create policy open_to_all on ${qualified(i)} for select to anon using (true);`,
      expect: policy(i, 'open_to_all', 'targetOnly'),
    }),
  },
  {
    sort: 'policy dropped',
    plant: (i) => ({
      sql: `drop policy tenant_read on ${qualified(i)};`,
      expect: policy(i, 'tenant_read', 'sourceOnly'),
    }),
  },
  {
    sort: 'policy using',
    plant: (i) => ({
      sql: `alter policy tenant_read on ${qualified(i)} using (true);`,
      expect: policy(i, 'tenant_read', 'different', ['using']),
    }),
  },
  {
    sort: 'policy check',
    plant: (i) => ({
      sql: `alter policy owner_write on ${qualified(i)} with check (true);`,
      expect: policy(i, 'owner_write', 'different', ['withCheck']),
    }),
  },
  {
    sort: 'policy roles',
    plant: (i) => ({
      sql: `alter policy tenant_read on ${qualified(i)} to public;`,
      expect: policy(i, 'tenant_read', 'different', ['roles']),
    }),
  },
  {
    sort: 'policy command',
    plant: (i) => ({
      sql: `drop policy admin_all on ${qualified(i)};
        create policy admin_all on ${qualified(i)} for delete to service_role
          using (public.has_role(tenant_id, 'admin'));`,
      expect: policy(i, 'admin_all', 'different', ['command']),
    }),
  },
  {
    sort: 'trigger added',
    plant: (i) => ({
      sql: `create trigger tell after insert on ${qualified(i)} for each row execute function public.record_change();`,
      expect: trigger(i, 'tell', 'targetOnly'),
    }),
  },
  {
    sort: 'trigger dropped',
    plant: (i) => ({
      sql: `drop trigger set_updated_at on ${qualified(i)};`,
      expect: trigger(i, 'set_updated_at', 'sourceOnly'),
    }),
  },
  {
    sort: 'trigger disabled',
    plant: (i) => ({
      sql: `alter table ${qualified(i)} disable trigger set_updated_at;`,
      expect: trigger(i, 'set_updated_at', 'different'),
    }),
  },
  {
    sort: 'trigger events',
    plant: (i) => ({
      sql: `create or replace trigger set_updated_at before insert or update on ${qualified(i)}
        for each row execute function public.touch();`,
      expect: trigger(i, 'set_updated_at', 'different'),
    }),
  },
  {
    sort: 'grant revoked',
    plant: (i) => ({
      sql: `revoke insert, update on ${qualified(i)} from authenticated;`,
      expect: [{ kind: 'grant', has: [tableName(i), 'authenticated'], status: 'different' }],
    }),
  },
  {
    sort: 'grant given',
    plant: (i) => ({
      sql: `grant select on ${qualified(i)} to app_reader with grant option;`,
      expect: [{ kind: 'grant', has: [tableName(i), 'app_reader'], status: 'targetOnly' }],
    }),
  },
  {
    sort: 'column grant given',
    where: (i) => i % 13 !== 0,
    plant: (i) => ({
      sql: `grant update (title) on ${qualified(i)} to app_reader;`,
      expect: [{ kind: 'grant', has: [tableName(i), 'title', 'app_reader'], status: 'targetOnly' }],
    }),
  },
  {
    sort: 'table comment',
    plant: (i) => ({
      sql: `comment on table ${qualified(i)} is 'another comment';`,
      expect: [{ kind: 'comment', has: [tableName(i)], status: 'different' }],
    }),
  },
  {
    sort: 'column comment removed',
    where: (i) => i % 2 === 0,
    plant: (i) => ({
      sql: `comment on column ${qualified(i)}.status is null;`,
      expect: [{ kind: 'comment', has: [tableName(i), 'status'], status: 'sourceOnly' }],
    }),
  },
]
