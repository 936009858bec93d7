import { toEveryRow } from '../kinds/command-verbs'
import { enumeration, granteeName } from '../kinds/privileges'
import type { Reach } from './reach'
import { PUBLIC } from './roles'
import type { SecurityIndex, TableSecurity } from './security-index'

/** Roles that the keys of a Supabase project stand for. */
const ANONYMOUS = 'anon'
const SIGNED_IN = 'authenticated'

/**
 * What it means that a table has no row-level security, a sentence for each sort of caller, to go on after the name of the
 * environment; empty where it has, or where
 * nobody reaches it whom row-level security is meant to hold back. Those are the roles of the API where it hands the
 * table out, and elsewhere every role that reaches another table with row-level security: where nobody ever turned it
 * on, its absence is no gap.
 */
export function openTable(table: TableSecurity, index: SecurityIndex): string[] {
  if (table.isEnabled) return []
  const meant = (table.reach ?? []).filter(({ role }) => isMeantToBeHeldBack(role, table, index))
  return sayTogether(index.isSupabase ? byKey(meant) : meant.map(byRole))
}

interface Group {
  readonly who: string
  readonly reach: Reach
}

function byRole(reach: Reach): Group {
  return { who: granteeName(reach.role), reach }
}

/** What every role may do is also what the keys' own roles may; one that has nothing of its own is not listed by itself. */
function byKey(meant: readonly Reach[]): Group[] {
  const everybody = meant.find(({ role }) => role === PUBLIC)
  const [anonymous, signedIn] = [ANONYMOUS, SIGNED_IN].map(
    (key) => meant.find(({ role }) => role === key) ?? everybody,
  )
  return [
    ...(anonymous ? [{ who: 'anybody with the anon key', reach: anonymous }] : []),
    ...(signedIn && !(anonymous && isWithin(signedIn, anonymous))
      ? [{ who: 'anybody who signs in', reach: signedIn }]
      : []),
    ...meant.filter(({ role }) => !isOfKeys(role)).map(byRole),
  ]
}

function isOfKeys(role: string): boolean {
  return [PUBLIC, ANONYMOUS, SIGNED_IN].includes(role)
}

function isMeantToBeHeldBack(
  role: string,
  table: TableSecurity,
  { isSupabase, heldBack }: SecurityIndex,
): boolean {
  return isSupabase && isOfKeys(role) ? table.isExposed : heldBack.has(role)
}

function isWithin(reach: Reach, other: Reach): boolean {
  return reach.commands.every(
    (command) =>
      other.commands.includes(command) &&
      (!other.inColumns.includes(command) || reach.inColumns.includes(command)),
  )
}

function sayTogether(groups: readonly Group[]): string[] {
  const said = new Map<string, string[]>()
  for (const { who, reach } of groups) {
    const isPart = reach.inColumns.length === reach.commands.length
    const what = `${toEveryRow(reach.commands)}${isPart ? ', some columns only' : ''}`
    said.set(what, [...(said.get(what) ?? []), who])
  }
  return [...said].map(([what, whos]) => `${enumeration(whos)} can ${what}.`)
}
