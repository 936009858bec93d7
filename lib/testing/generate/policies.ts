import type { Random } from './random'

/** The row-level security of a table whose columns are four booleans. */
export interface SecuredTable {
  readonly isEnabled: boolean
  readonly isForced: boolean
  readonly owner: string
  readonly policies: readonly SecuredBy[]
}

/** One policy of it. */
interface SecuredBy {
  readonly name: string
  readonly type: 'permissive' | 'restrictive'
  readonly command: string
  readonly roles: readonly string[]
  readonly using?: string
  readonly check?: string
}

/** The columns that conditions name. */
export const COLUMNS = ['a', 'b', 'c', 'd'] as const

const COMMANDS = ['all', 'select', 'insert', 'update', 'delete']

/** A table of the first of these roles, with none to four policies. */
export function securedTable(random: Random, roles: readonly string[]): SecuredTable {
  return {
    isEnabled: random.chance(88),
    isForced: random.chance(30),
    owner: roles[0] as string,
    policies: Array.from({ length: random.pick([0, 1, 1, 2, 2, 3, 4]) }, (_, i) =>
      policy(random, `p${i}`, roles),
    ),
  }
}

/** The same table after somebody changed nothing, one thing or two. */
export function changedTable(random: Random, table: SecuredTable, roles: readonly string[]): SecuredTable {
  let changed = table
  for (let times = random.pick([0, 1, 1, 1, 2]); times > 0; times--)
    changed = random.pick(CHANGES)(changed, random, roles)
  return changed
}

type TableChange = (table: SecuredTable, random: Random, roles: readonly string[]) => SecuredTable

const CHANGES: readonly TableChange[] = [
  (table, random, roles) => ({
    ...table,
    policies: [...table.policies, policy(random, `added${table.policies.length}`, roles)],
  }),
  (table) => ({ ...table, isEnabled: !table.isEnabled }),
  (table) => ({ ...table, isForced: !table.isForced }),
  (table, random, roles) => ({ ...table, owner: random.pick(roles) }),
  (table) => ({ ...table, policies: table.policies.toReversed() }),
  onOne(() => []),
  onOne((one) => [{ ...one, name: `${one.name}_renamed` }]),
  onOne((one) => [{ ...one, type: one.type === 'permissive' ? 'restrictive' : 'permissive' }]),
  onOne((one, random, roles) => [{ ...one, roles: someRoles(random, roles) }]),
  onOne((one, random) => [one.using ? { ...one, using: otherCondition(random, one.using) } : one]),
  onOne((one, random) => [one.check ? { ...one, check: otherCondition(random, one.check) } : one]),
  onOne((one) => (one.command === 'all' ? byCommand(one) : [one])),
]

/** A change of one policy of the table, if there is any, into these. */
function onOne(
  into: (one: SecuredBy, random: Random, roles: readonly string[]) => readonly SecuredBy[],
): TableChange {
  return (table, random, roles) => {
    if (table.policies.length === 0) return table
    const one = random.pick(table.policies)
    return {
      ...table,
      policies: table.policies.flatMap((each) => (each === one ? into(one, random, roles) : [each])),
    }
  }
}

/** Four policies that do together what one for all commands does. */
function byCommand({ name, using, check, ...rest }: SecuredBy): SecuredBy[] {
  const written = check ?? using
  return [
    { ...rest, name: `${name}_read`, command: 'select', ...(using ? { using } : {}) },
    { ...rest, name: `${name}_add`, command: 'insert', ...(written ? { check: written } : {}) },
    {
      ...rest,
      name: `${name}_change`,
      command: 'update',
      ...(using ? { using } : {}),
      ...(check ? { check } : {}),
    },
    { ...rest, name: `${name}_remove`, command: 'delete', ...(using ? { using } : {}) },
  ]
}

function policy(random: Random, name: string, roles: readonly string[]): SecuredBy {
  const command = random.pick(COMMANDS)
  const hasUsing = command !== 'insert' && random.chance(92)
  const hasCheck = command !== 'select' && command !== 'delete' && random.chance(55)
  return {
    name,
    type: random.chance(72) ? 'permissive' : 'restrictive',
    command,
    roles: someRoles(random, roles),
    ...(hasUsing ? { using: condition(random) } : {}),
    ...(hasCheck ? { check: condition(random) } : {}),
  }
}

function someRoles(random: Random, roles: readonly string[]): string[] {
  if (random.chance(40)) return ['public']
  return [...new Set([random.pick(roles), random.pick(roles)])]
}

function otherCondition(random: Random, before: string): string {
  return random.chance(50)
    ? `(${before}) ${random.pick(['and', 'or'])} ${condition(random, 1)}`
    : condition(random)
}

function condition(random: Random, depth = 2): string {
  if (depth === 0 || random.chance(45)) return random.pick([...COLUMNS, 'true', 'false'])
  return `(${condition(random, depth - 1)} ${random.pick(['and', 'or'])} ${condition(random, depth - 1)})`
}

/** The statements that make it under this name, which needs no quotes. */
export function securedTableSql(name: string, table: SecuredTable): string {
  const policies = table.policies.map(
    (
      each,
    ) => `create policy ${each.name} on ${name} as ${each.type} for ${each.command} to ${each.roles.join(', ')}
      ${each.using ? `using (${each.using})` : ''} ${each.check ? `with check (${each.check})` : ''};`,
  )
  return `create table ${name} (${COLUMNS.map((column) => `${column} boolean`).join(', ')}, touched int);
    alter table ${name} owner to ${table.owner};
    ${table.isEnabled ? `alter table ${name} enable row level security;` : ''}
    ${table.isForced ? `alter table ${name} force row level security;` : ''}
    ${policies.join('\n')}\n`
}
