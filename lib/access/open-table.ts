import { toEveryRow } from '../kinds/command-verbs'
import { enumeration, granteeName } from '../kinds/privileges'
import type { Reach } from './reach'
import { PUBLIC } from './roles'
import type { SecurityIndex, TableSecurity } from './security-index'

/** Roles that the keys of a Supabase project stand for. */
const ANONYMOUS = [PUBLIC, 'anon']
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
  const anonymous = meant.find(({ role }) => role === PUBLIC) ?? meant.find(({ role }) => role === 'anon')
  const groups: { who: string; reach: Reach }[] = []
  for (const reach of meant) {
    const isKey = index.isSupabase && (ANONYMOUS.includes(reach.role) || reach.role === SIGNED_IN)
    if (!isKey) groups.push({ who: granteeName(reach.role), reach })
    else if (reach === anonymous) groups.push({ who: 'anybody with the anon key', reach })
    else if (!anonymous || !isWithin(reach, anonymous)) groups.push({ who: 'anybody who signs in', reach })
  }
  return sayTogether(groups)
}

function isMeantToBeHeldBack(
  role: string,
  table: TableSecurity,
  { isSupabase, heldBack }: SecurityIndex,
): boolean {
  const isApiRole = ANONYMOUS.includes(role) || role === SIGNED_IN
  return isSupabase && isApiRole ? table.isExposed : heldBack.has(role)
}

function isWithin(reach: Reach, other: Reach): boolean {
  return reach.commands.every((command) => other.commands.includes(command))
}

function sayTogether(groups: readonly { readonly who: string; readonly reach: Reach }[]): string[] {
  const said = new Map<string, string[]>()
  for (const { who, reach } of groups) {
    const isPart = reach.inColumns.length === reach.commands.length
    const what = `${toEveryRow(reach.commands)}${isPart ? ', some columns only' : ''}`
    said.set(what, [...(said.get(what) ?? []), who])
  }
  return [...said].map(([what, whos]) => `${enumeration(whos)} can ${what}.`)
}
