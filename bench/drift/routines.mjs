import { qualified, schemaOf } from '../schema/names.mjs'

const name = (i) => `${schemaOf(i)}.close_${i}(bigint, text)`
const altered = (sort, action, fields) => ({
  sort,
  pool: 'function',
  plant: (i) => ({
    sql: `alter function ${name(i)} ${action};`,
    expect: [{ kind: 'function', has: [`close_${i}`], status: 'different', fields }],
  }),
})

const withBody = (i, fallback, body) => `create or replace function ${schemaOf(i)}.close_${i}(
  target bigint, reason text default '${fallback}') returns boolean
  language plpgsql volatile security definer set search_path = '' as $f$${body}$f$;`

const sameBody = (i) => `
      begin
        update ${qualified(i)} set status = 'closed', updated_at = now() where id = target;
        if not found then raise exception 'no record %: %', target, reason; end if;
        return true;
      end `

/** Changes of functions; each needs a table number that has one. */
export const routineChanges = [
  altered('function volatility', 'stable', ['volatility']),
  altered('function security', 'security invoker', ['securityDefiner']),
  altered('function setting', `set search_path = 'public'`, ['settings']),
  altered('function cost', 'cost 500', ['cost']),
  altered('function strictness', 'strict', ['isStrict']),
  {
    sort: 'function body',
    pool: 'function',
    plant: (i) => ({
      sql: withBody(i, 'done', ' begin return false; end '),
      expect: [{ kind: 'function', has: [`close_${i}`], status: 'different', fields: ['body'] }],
    }),
  },
  {
    sort: 'function argument default',
    pool: 'function',
    plant: (i) => ({
      sql: withBody(i, 'cancelled', sameBody(i)),
      expect: [{ kind: 'function', has: [`close_${i}`], status: 'different', fields: ['arguments'] }],
    }),
  },
  {
    sort: 'function dropped',
    pool: 'function',
    plant: (i) => ({
      sql: `drop function ${name(i)};`,
      expect: [{ kind: 'function', has: [`close_${i}`], status: 'sourceOnly' }],
    }),
  },
  {
    sort: 'function grant revoked',
    pool: 'function',
    plant: (i) => ({
      sql: `revoke execute on function ${name(i)} from anon;`,
      expect: [{ kind: 'grant', has: [`close_${i}`, 'anon'], status: 'sourceOnly' }],
    }),
  },
  {
    sort: 'function comment',
    pool: 'function',
    plant: (i) => ({
      sql: `comment on function ${name(i)} is 'says something else';`,
      expect: [{ kind: 'comment', has: [`close_${i}`], status: 'different' }],
    }),
  },
]
