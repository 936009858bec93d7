import { commandVerbs, toEveryRow } from '../kinds/command-verbs'
import { enumeration } from '../kinds/privileges'
import type { EveryRole, RowChange } from './compare-rows'

/** The names of both sides as people know them. */
export interface SideNames {
  readonly source: string
  readonly target: string
}

/** Plain sentences on which role may do more or less to rows in the target; the widest first, one for what is alike. */
export function rowSentences(changes: readonly RowChange[], names: SideNames): string[] {
  const groups = new Map<string, RowChange[]>()
  const joined = joinUpdates(changes)
  for (const change of joined) {
    const key = [
      WIDTHS.indexOf(change.width),
      change.target,
      change.source,
      change.side === 'check' && change.command === 'UPDATE',
      JSON.stringify(joined.find((other) => other.every && isAlike(other, change))?.every),
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

function isAlike(left: RowChange, right: RowChange): boolean {
  return (['command', 'side', 'width', 'source', 'target'] as const).every(
    (part) => left[part] === right[part],
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
  const every = changes.find((change) => change.every)?.every
  const who = every ? everyRoleBut(every) : enumeration(roles)
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
    const all = isRewrite ? 'change rows into anything' : toEveryRow(commands)
    if (after === 'every') return `${target} lets ${who} ${all}; ${source} ${lessThanEvery(before, every)}.`
    if (before === 'none')
      return `${target} lets ${who} ${verbs} rows; ${source} ${lessThanEvery(before, every)}.`
    return `${target} lets ${who} ${verbs} more rows than ${source}.`
  }
  if (after === 'none')
    return `${target} lets ${who} ${verbs} no rows; ${source} ${before === 'every' ? 'every row' : 'some'}.`
  return `${target} lets ${who} ${verbs} fewer rows than ${source}.`
}

/** What the source lets through of it; of what it holds from most roles, some may be named by its policies. */
function lessThanEvery(before: RowChange['source'], every: EveryRole | undefined): string {
  if (before !== 'none') return 'only some'
  return every?.isAnyLetThrough ? 'only roles that its policies name' : 'none'
}

function everyRoleBut({ but }: EveryRole): string {
  return but.length > 0 ? `every role but ${enumeration(but)}` : 'every role'
}
