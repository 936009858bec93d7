import type { ObjectRef } from '../objects/address'
import type { Attached, Change, Hazard, Judgement, Servers, Severity } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { type Row, texts } from '../objects/row'
import { bare, isOnward, privilegesOf } from './privilege-list'

/** Roles that anybody on the internet may act as, in a database behind a Data API; and PUBLIC, which is every role. */
export const OPEN_ROLES: readonly string[] = ['public', 'anon', 'authenticated']

/** Roles that a Data API acts as. */
export const API_ROLES: readonly string[] = [...OPEN_ROLES, 'service_role']

/** Privileges by which nobody reads, writes or runs anything. */
export const WITHOUT_DATA: ReadonlySet<string> = new Set([
  'REFERENCES',
  'TRIGGER',
  'MAINTAIN',
  'CONNECT',
  'TEMPORARY',
])

/** What a table has of its own that lets nobody at its rows. */
const WITHOUT_ROWS: ReadonlySet<string> = new Set(['sequence', 'row-type'])

/**
 * A sentence about what is granted to roles that anybody may act as, on a table or view that only the target has;
 * undefined for nothing.
 * @param reaching the roles that reach something by a privilege of a grantee
 */
export function openedBy(
  attached: readonly Attached[],
  reaching: (grantee: string, privilege: string) => readonly string[] = (grantee) => [grantee],
): string | undefined {
  const grants = attached.filter(
    ({ kind, row }) =>
      kind === 'grant' && !WITHOUT_ROWS.has(row.onKind ?? '') && OPEN_ROLES.includes(row.grantee ?? ''),
  )
  const open = grants.flatMap(({ row }) =>
    privilegesOf(row)
      .filter((item) => !WITHOUT_DATA.has(item))
      .flatMap((item) => reaching(row.grantee as string, item).map((role) => [role, item] as const)),
  )
  if (open.length === 0) return undefined
  const roles = [...new Set(open.map(([grantee]) => granteeName(grantee)))]
  return `It is not in the source, and ${enumeration(roles)} may ${privilegeVerbs([...new Set(open.map(([, item]) => item))])}`
}

/** What a grantee may do in the target and not in the source, and the other way round, without grant options. */
export interface PrivilegeChange {
  readonly gained: readonly string[]
  readonly lost: readonly string[]
  /** Privileges held on both sides that may be granted on to others only in the target, or only in the source. */
  readonly optionGained: readonly string[]
  readonly optionLost: readonly string[]
  /** Held by a grant only in the target, or only in the source, where PUBLIC or a grant on the whole table gives the same. */
  readonly redundantGained: readonly string[]
  readonly redundantLost: readonly string[]
  /** The same by a grant in the target, or in the source, and on the other side by other rights. */
  readonly otherwiseGained: readonly string[]
  readonly otherwiseLost: readonly string[]
  /** Whether the grantee holds something in the source. */
  readonly hadSome: boolean
}

/** What a grantee holds on either side without the row that is judged. */
export interface HeldBeside {
  readonly source: (privilege: string) => boolean
  readonly target: (privilege: string) => boolean
}

const NOTHING_BESIDE: HeldBeside = { source: () => false, target: () => false }

/**
 * Compares what both sides' rows give; a row that is absent gives what the other row's column `unlisted` says.
 * MAINTAIN exists since 17 and counts only where both servers have it.
 */
export function privilegeChange(
  change: Change,
  servers: Servers,
  beside: HeldBeside = NOTHING_BESIDE,
): PrivilegeChange {
  const before = heldPrivileges(change.source, change.target, servers)
  const after = heldPrivileges(change.target, change.source, servers)
  const shared = [...before.keys()].filter((privilege) => after.has(privilege))
  const [redundantGained, otherwiseGained, gained] = split(after, before, change.target, beside.source)
  const [redundantLost, otherwiseLost, lost] = split(before, after, change.source, beside.target)
  return {
    gained,
    lost,
    redundantGained,
    redundantLost,
    otherwiseGained,
    otherwiseLost,
    optionGained: shared.filter((privilege) => after.get(privilege) && !before.get(privilege)),
    optionLost: shared.filter((privilege) => before.get(privilege) && !after.get(privilege)),
    hadSome: before.size > 0,
  }
}

/**
 * The privileges that only one side's row gives: those that its grantee has there without the row, those that it has
 * only on the other side without a row, and the others.
 */
function split(
  held: Held,
  elsewhere: Held,
  row: Row | undefined,
  isHeldElsewhere: (privilege: string) => boolean,
): [string[], string[], string[]] {
  const everybodys = listValue(row?.everybody)
  const only = [...held.keys()].filter((privilege) => !elsewhere.has(privilege))
  const isRedundant = (privilege: string) => everybodys.includes(privilege)
  const others = only.filter((privilege) => !isRedundant(privilege))
  return [
    only.filter(isRedundant),
    others.filter(isHeldElsewhere),
    others.filter((privilege) => !isHeldElsewhere(privilege)),
  ]
}

/** From each privilege to whether it comes with the grant option. */
type Held = ReadonlyMap<string, boolean>

function heldPrivileges(row: Row | undefined, other: Row | undefined, servers: Servers): Held {
  const list = listValue(row ? row.privileges : other?.unlisted)
  return new Map(comparable(list, servers).map((item) => [bare(item), isOnward(item)] as const))
}

function comparable(list: readonly string[], { source, target }: Servers): string[] {
  const hasMaintain = Math.min(source.major, target.major) >= 17
  return list.filter((item) => hasMaintain || !item.startsWith('MAINTAIN'))
}

/** Whether two lists of privileges are the same on servers of these majors. */
export function isSamePrivileges(source: string | null, target: string | null, servers: Servers): boolean {
  const [before, after] = [listValue(source), listValue(target)].map((list) => comparable(list, servers))
  return JSON.stringify(before) === JSON.stringify(after)
}

/** Hazards and severity of a change; `severityOfGain` says how serious one privilege more in the target is. */
export function judgePrivileges(
  change: PrivilegeChange,
  severityOfGain: (privilege: string) => Severity,
  severityOfLoss: Severity,
): Omit<Judgement, 'meaning'> {
  const { gained, lost, optionGained, optionLost } = change
  const gains = [...gained, ...optionGained]
  const severities = new Set<Severity>(gains.map(severityOfGain))
  if (lost.length + optionLost.length > 0) severities.add(severityOfLoss)
  const unchanged = [
    change.redundantGained,
    change.redundantLost,
    change.otherwiseGained,
    change.otherwiseLost,
  ]
  if (unchanged.some(({ length }) => length > 0)) severities.add('low')
  const hazards: Hazard[] = [
    ...(gains.length > 0 ? (['closesAccess'] as const) : []),
    ...(lost.length + optionLost.length > 0 ? (['opensAccess'] as const) : []),
  ]
  const severity = BY_SERIOUSNESS.find((level) => severities.has(level))
  return { hazards, ...(severity ? { severity } : {}) }
}

const BY_SERIOUSNESS = ['critical', 'high', 'medium', 'low', 'cosmetic'] as const

/** `anon`, or `every role` for PUBLIC. */
export function granteeName(grantee: string): string {
  return grantee === 'public' ? 'every role' : grantee
}

/** `anon may not select`, `not every role may select`. */
export function mayNot(grantee: string, verbs: string): string {
  return grantee === 'public' ? `not every role may ${verbs}` : `${grantee} may not ${verbs}`
}

/** Sentences about grants that change nothing, because every role, or the role by another grant, may do the same. */
export function redundantSentences(
  grantee: string,
  change: PrivilegeChange,
  asWhat = 'as every role may',
): string[] {
  const { redundantGained, redundantLost } = change
  const sentence = (where: string, privileges: readonly string[]) =>
    privileges.length > 0
      ? [
          `${where} ${granteeName(grantee)} may ${privilegeVerbs(privileges)} by a grant of its own too, ${asWhat}.`,
        ]
      : []
  return [...sentence('Here', redundantGained), ...sentence('In the source', redundantLost)]
}

/** Sentences about grants in the place of which the other side has rights of another sort. */
export function otherwiseSentences(grantee: string, change: PrivilegeChange): string[] {
  const sentence = (by: string, otherwise: string, privileges: readonly string[]) =>
    privileges.length > 0
      ? [
          `${by} ${granteeName(grantee)} may ${privilegeVerbs(privileges)} by this grant, ${otherwise} by other rights.`,
        ]
      : []
  return [
    ...sentence('Here', 'in the source', change.otherwiseGained),
    ...sentence('In the source', 'here', change.otherwiseLost),
  ]
}

const VERBS: Readonly<Record<string, string>> = {
  REFERENCES: 'refer to it with foreign keys',
  TRIGGER: 'create triggers',
  MAINTAIN: 'maintain it',
  USAGE: 'use it',
  CREATE: 'create objects in it',
  CONNECT: 'connect',
  TEMPORARY: 'create temporary tables',
  EXECUTE: 'call it',
  SET: 'set it',
  'ALTER SYSTEM': 'set it for the whole server',
}

/** `insert, update and delete`, in the order in which people name them. */
export function privilegeVerbs(privileges: readonly string[]): string {
  const usual = USUAL_ORDER.filter((privilege) => privileges.includes(privilege))
  const others = privileges.filter((privilege) => !USUAL_ORDER.includes(privilege))
  return enumeration([...usual, ...others].map((privilege) => VERBS[privilege] ?? privilege.toLowerCase()))
}

const USUAL_ORDER = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']

/** `a`, `a and b`, `a, b and c`. */
export function enumeration(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}

/** The roles that a row names in these columns; PUBLIC is none. */
export function rolesOf(row: Row, columns: readonly string[]): ObjectRef[] {
  return texts(row, columns)
    .filter((role) => role !== 'public')
    .map((role) => ({ kind: 'role', address: [role] }))
}
