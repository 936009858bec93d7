import { commandVerbs, toEveryRow } from '../kinds/command-verbs'
import { enumeration, granteeName } from '../kinds/privileges'
import type { RowChange } from './compare-rows'

/** The names of both sides as people know them. */
export interface SideNames {
  readonly source: string
  readonly target: string
}

/** Plain sentences on which role may do more or less to rows in the target; the widest first, one for what is alike. */
export function rowSentences(changes: readonly RowChange[], names: SideNames): string[] {
  const groups = new Map<string, RowChange[]>()
  for (const change of joinUpdates(changes)) {
    const key = [
      WIDTHS.indexOf(change.width),
      change.target,
      change.source,
      change.side === 'check' && change.command === 'UPDATE',
    ].join()
    groups.set(key, [...(groups.get(key) ?? []), change])
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => byRoles(group).map(({ roles, changes: alike }) => sentence(roles, alike, names)))
}

const WIDTHS = ['wider', 'narrower', 'unordered', 'unknown'] as const

/** An UPDATE that differs alike before and after is said once. */
function joinUpdates(changes: readonly RowChange[]): RowChange[] {
  const before = changes.filter(({ command, side }) => command === 'UPDATE' && side === 'using')
  return changes.filter(
    (change) =>
      change.command !== 'UPDATE' ||
      change.side === 'using' ||
      !before.some((other) => JSON.stringify({ ...other, side: 'check' }) === JSON.stringify(change)),
  )
}

interface Alike {
  readonly roles: readonly string[]
  readonly changes: readonly RowChange[]
}

/** Roles with the same commands are named together. */
function byRoles(changes: readonly RowChange[]): Alike[] {
  const found = new Map<string, { roles: string[]; changes: RowChange[] }>()
  for (const role of new Set(changes.map((change) => change.role))) {
    const own = changes.filter((change) => change.role === role)
    const commands = own.map(({ command }) => command).join()
    const alike = found.get(commands)
    if (alike) alike.roles.push(role)
    else found.set(commands, { roles: [role], changes: own })
  }
  return [...found.values()]
}

function sentence(
  roles: readonly string[],
  changes: readonly RowChange[],
  { source, target }: SideNames,
): string {
  const [{ width, source: before, target: after, command, side }] = changes as [RowChange]
  const who = roleNames(roles)
  const commands = changes.map((change) => change.command)
  const isRewrite = command === 'UPDATE' && side === 'check'
  const verbs = isRewrite ? 'change rows into' : commandVerbs(commands)
  if (width === 'unknown')
    return `What ${who} may ${commandVerbs(commands)} in ${target} is unknown: a policy could not be read.`
  if (width === 'unordered') {
    return isRewrite
      ? `${target} and ${source} choose by different conditions what ${who} may change rows into; which lets more through cannot be told.`
      : `${target} and ${source} choose the rows that ${who} may ${verbs} by different conditions; which lets more through cannot be told.`
  }
  if (width === 'wider') {
    const every = isRewrite ? 'change rows into anything' : toEveryRow(commands)
    if (after === 'every') return `${target} lets ${who} ${every}; ${source} ${lessThanEvery(roles, before)}.`
    if (before === 'none')
      return `${target} lets ${who} ${verbs} rows; ${source} ${lessThanEvery(roles, before)}.`
    return `${target} lets ${who} ${verbs} more rows than ${source}.`
  }
  if (after === 'none')
    return `${target} lets ${who} ${verbs} no rows; ${source} ${before === 'every' ? 'every row' : 'some'}.`
  return `${target} lets ${who} ${verbs} fewer rows than ${source}.`
}

/** What the source lets through of it; of what it holds from most roles, some may be named by its policies. */
function lessThanEvery(roles: readonly string[], before: RowChange['source']): string {
  if (before !== 'none') return 'only some'
  return roles.includes('public') ? 'only roles that its policies name' : 'none'
}

/** `anon and authenticated`, or `every role`. */
function roleNames(roles: readonly string[]): string {
  return roles.includes('public') ? 'every role' : enumeration(roles.map(granteeName))
}
