import type { Item, ItemChange } from './item'
import { Names, quoted, textConstant } from './names'
import { Random } from './random'

/** Roles of the test server that generated schemas grant to and give objects to; no test drops them. */
export const ROLES = ['generated_reader', 'generated_writer', 'Generated "Role" \u{1f600}'] as const
export const OWNER = 'generated_owner'
const CREATOR = 'generated_creator'

/** Makes the roles where they are not there yet. */
export const ROLE_STATEMENTS = [...ROLES, OWNER, CREATOR]
  .map(
    (role) =>
      `do $do$ begin create role ${quoted(role)}; exception when duplicate_object or unique_violation then null; end $do$`,
  )
  .join(';\n')

/** What can be done with any object that SQL calls by these words, such as `TABLE "s"."t"`. */
export interface Wording {
  readonly words: string
  /** Whether it has an owner of its own. */
  readonly isOwned?: boolean
  /** Whether it can be commented on; true unless said otherwise. */
  readonly isCommented?: boolean
}

/** A schema while it is being made up. */
export class Draft {
  readonly items: Item[] = []
  private readonly definitions = new Set<string>()
  readonly random: Random
  readonly names: Names

  /** @param major the oldest server the schema must build on. */
  constructor(
    seed: number,
    readonly major: number,
  ) {
    this.random = new Random(seed)
    this.names = new Names(this.random)
  }

  /** True the first time it is asked for this text: two objects of one definition are the same thing to a comparison. */
  isNew(definition: string): boolean {
    const isNew = !this.definitions.has(definition)
    this.definitions.add(definition)
    return isNew
  }

  /** Adds an item as it is. */
  add<T extends Item>(item: T): T {
    this.items.push(item)
    return item
  }

  /** Adds an item with what every object of that wording can have: another owner, and perhaps a comment. */
  addObject<T extends Item>(item: T, { words, isOwned, isCommented = true }: Wording): T {
    const changes = isOwned ? [...item.changes, ownerChange(words)] : item.changes
    const object = this.add({ ...item, changes })
    if (isCommented && this.random.chance(25)) this.addComment(object, words)
    return object
  }

  private addComment(item: Item, words: string): void {
    const text = this.random.pick(['A note.', 'It\'s\na "note"\twith \\ and \u{1f600}', ' '])
    this.add({
      kind: 'comment',
      address: commentAddress(item),
      create: `comment on ${words} is ${textConstant(text)}`,
      drop: `comment on ${words} is null`,
      needs: [item],
      changes: [{ sort: 'text', sql: `comment on ${words} is 'Another note.'`, fields: ['text'] }],
    })
  }

  /** What everybody may do with it from the start, where the server gives such a right; it can be revoked. */
  addOpenRight(item: Item, privilege: string, words: string): void {
    this.add({
      kind: 'grant',
      address: grantAddress(item, 'public'),
      comesWith: item,
      drop: `revoke ${privilege} on ${words} from public`,
      needs: [item],
      changes: [],
    })
  }

  /** Grants one of these privileges on an item to a role, or does not. */
  maybeGrant(item: Item, privileges: readonly string[], words: string): void {
    if (!this.random.chance(30)) return
    const role = this.random.pick(ROLES)
    const [privilege, other] = this.random.some(privileges, 2) as [string, string?]
    const grant = (privilege: string, option = '') =>
      `grant ${privilege} on ${words} to ${quoted(role)}${option}`
    this.add({
      kind: 'grant',
      address: grantAddress(item, role),
      create: grant(privilege),
      drop: `revoke all on ${words} from ${quoted(role)}`,
      needs: [item],
      changes: [
        {
          sort: `grant option on ${item.kind}`,
          sql: grant(privilege, ' with grant option'),
          fields: ['privileges'],
        },
        ...(other
          ? [{ sort: `another privilege on ${item.kind}`, sql: grant(other), fields: ['privileges'] }]
          : []),
      ],
    })
  }
}

function ownerChange(words: string): ItemChange {
  return {
    sort: 'owner',
    sql: `alter ${words} owner to ${quoted(OWNER)}`,
    fields: ['owner'],
    cause: 'ownerOnly',
  }
}

/** Comments and grants have the address of their object in three parts. */
function threeParts(address: readonly string[]): string[] {
  return [...address, '', '', ''].slice(0, 3)
}

function commentAddress(item: Item): string[] {
  const parts =
    item.kind === 'operator'
      ? [
          item.address[0] as string,
          item.address[1] as string,
          item.address
            .slice(2)
            .map((type) => type || 'NONE')
            .join(', '),
        ]
      : item.address
  return [item.kind, ...threeParts(parts)]
}

function grantAddress(item: Item, grantee: string): string[] {
  return [item.kind, ...threeParts(item.address), grantee, '']
}
