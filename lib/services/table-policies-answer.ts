import { pairPolicies } from '../access/pair-policies'
import { parsePolicies } from '../access/policy-lines'
import { policy as policyKind } from '../kinds/policy'
import { table as tableKind } from '../kinds/table'
import { objectId } from '../objects/address'
import type { Reason } from '../objects/difference'
import { compareFields } from '../objects/fields'
import type { Kind, Severity } from '../objects/kind'
import { nameSource } from '../objects/name-source'
import { type Row, text } from '../objects/row'
import type { EnvironmentAnswer } from './environment-answer'
import type { FieldAnswer } from './object-answer'
import { matchesPolicies, type PoliciesQuery } from './policies-answer'
import type { Board, BoardRow, PolicySource, TableCell } from './policies-board'

/** One property by environment; `undefined` values are left out by JSON, so what an environment lacks is `absent`. */
export interface PropertyAnswer {
  readonly field: FieldAnswer
  readonly values: readonly (string | null)[]
  /** Whether the environment has no such object, or is not known to have it. */
  readonly isAbsent: readonly boolean[]
  /** Whether the value differs from the reference's. */
  readonly isDifferent: readonly boolean[]
}

/** One policy in one environment. */
export interface PolicyCell {
  readonly state:
    | 'reference'
    | 'same'
    | 'different'
    | 'missing'
    | 'onlyHere'
    | 'absent'
    | 'unknown'
    | 'notCompared'
  /** The name it has here, when only its name differs. */
  readonly nameHere: string | null
  readonly severity: Severity | null
  readonly meaning: string | null
}

/** One policy in all environments, property by property. */
export interface PolicyAnswer {
  readonly id: string
  readonly name: string
  readonly isSame: boolean
  readonly cells: readonly PolicyCell[]
  readonly properties: readonly PropertyAnswer[]
}

/** The row-level security of one table in all environments. */
export interface TablePoliciesAnswer {
  readonly formatVersion: 1
  readonly id: string
  readonly schema: string
  readonly name: string
  readonly isPlatform: boolean
  readonly severity: Severity | null
  readonly reference: string | null
  readonly environments: readonly EnvironmentAnswer[]
  readonly cells: readonly TableCell[]
  /** Whether row-level security is on and whom it holds back. */
  readonly switches: readonly PropertyAnswer[]
  readonly policies: readonly PolicyAnswer[]
  /** By the id of the table or of a policy, where it comes from that it differs in an environment, as replays told. */
  readonly reasons: Readonly<Record<string, readonly Reason[]>>
  /** The tables before and after it in the list that the query gives, and its place there. */
  readonly previous: string | null
  readonly next: string | null
  readonly position: number | null
  readonly matching: number
}

/** One table of the board with all there is to say; null when no environment that was read has it. */
export function answerTablePolicies(
  board: Board,
  sources: readonly PolicySource[],
  reference: number,
  environments: readonly EnvironmentAnswer[],
  id: string,
  query: PoliciesQuery,
): Omit<TablePoliciesAnswer, 'reasons'> | null {
  const row = board.rows.find((each) => each.id === id)
  if (!row) return null
  const matching = board.rows.filter((each) => matchesPolicies(each, query))
  const at = matching.indexOf(row)
  return {
    formatVersion: 1,
    id,
    schema: row.schema,
    name: row.name,
    isPlatform: row.isPlatform,
    severity: row.severity,
    reference: sources[reference]?.name ?? environments.find(({ isReference }) => isReference)?.name ?? null,
    environments,
    cells: row.cells,
    switches: switchesOf(board, row, reference),
    policies: policiesOf(board, row, reference),
    previous: matching[at - 1]?.id ?? null,
    next: at < 0 ? null : (matching[at + 1]?.id ?? null),
    position: at < 0 ? null : at + 1,
    matching: matching.length,
  }
}

function switchesOf({ sides }: Board, { id }: BoardRow, reference: number): PropertyAnswer[] {
  const tables = sides.map((side) => side?.tables.get(id))
  const yesNo = (value: boolean | undefined) => (value === undefined ? null : value ? 't' : 'f')
  const reach = tables.map((table) =>
    table?.reach
      ? JSON.stringify(
          table.reach.map(({ role, commands, inColumns }) => {
            const what = commands.map((command) =>
              inColumns.includes(command) ? `${command} (some columns)` : command,
            )
            return `${role === 'public' ? 'every role' : role}: ${what.join(', ')}`
          }),
        )
      : null,
  )
  const fields: readonly (readonly [FieldAnswer, readonly (string | null)[]])[] = [
    [fieldAnswer(tableKind, 'rowSecurity'), tables.map((table) => yesNo(table?.isEnabled))],
    [fieldAnswer(tableKind, 'forceRowSecurity'), tables.map((table) => yesNo(table?.isForced))],
    [fieldAnswer(tableKind, 'owner'), tables.map((table) => table?.owner ?? null)],
    [{ name: 'reach', label: 'Roles that reach it', text: 'list', severity: 'high' }, reach],
  ]
  return fields.map(([field, values]) => ({
    field,
    values,
    isAbsent: tables.map((table) => !table),
    isDifferent: values.map(
      (value, place) => isComparable(tables, place, reference) && value !== values[reference],
    ),
  }))
}

function isComparable(tables: readonly unknown[], place: number, reference: number): boolean {
  return place !== reference && tables[place] !== undefined && tables[reference] !== undefined
}

function fieldAnswer(kind: Kind, name: string): FieldAnswer {
  const field = kind.fields.find((each) => each.name === name)
  if (!field) throw new Error(`The kind ${kind.name} has no field ${name}.`)
  const { label, text = 'plain', severity } = field
  return { name, label, text, severity }
}

/** One policy's rows by environment; where it has another name, the row has that name. */
interface Lined {
  readonly name: string
  readonly rows: (Row | undefined)[]
}

function policiesOf(board: Board, row: BoardRow, reference: number): PolicyAnswer[] {
  const lists = board.sides.map((side) => {
    const policies = side?.tables.get(row.id)?.policies
    return policies ? parsePolicies(policies) : null
  })
  const lined = linedUp(board, lists, reference)
  return lined
    .map(({ name, rows }) => policyAnswer(board, row, { name, rows }, lists, reference))
    .sort((a, b) => Number(a.isSame) - Number(b.isSame) || (a.name < b.name ? -1 : 1))
}

function linedUp(board: Board, lists: readonly (readonly Row[] | null)[], reference: number): Lined[] {
  const own = lists[reference] ?? []
  const lined: Lined[] = own.map((row) => ({ name: text(row, 'name'), rows: lists.map(() => undefined) }))
  for (const [place, list] of lists.entries()) {
    const renamed = new Map(
      list && lists[reference]
        ? pairPolicies(own, list, (from, to) => differing(board, place, from, to)).flatMap(
            ({ source, target }) =>
              source && target ? [[text(target, 'name'), text(source, 'name')] as const] : [],
          )
        : [],
    )
    for (const row of list ?? []) {
      const name = renamed.get(text(row, 'name')) ?? text(row, 'name')
      const known = lined.find((each) => each.name === name)
      if (known) known.rows[place] = row
      else lined.push({ name, rows: lists.map((_, i) => (i === place ? row : undefined)) })
    }
  }
  return lined
}

function differing({ context }: Board, place: number, source: Row, target: Row): string[] {
  const { servers, rules } = context(place)
  return compareFields(policyKind, source, target, servers, rules).different.map(({ name }) => name)
}

function policyAnswer(
  board: Board,
  { cells, schema, name: table }: BoardRow,
  { name, rows }: Lined,
  lists: readonly (readonly Row[] | null)[],
  reference: number,
): PolicyAnswer {
  const source = rows[reference]
  const fields = rows.map((row, place) =>
    row && source && place !== reference ? differing(board, place, source, row) : [],
  )
  const answers = rows.map((row, place): PolicyCell => {
    const plain = { nameHere: null, severity: null, meaning: null }
    if (!lists[place] || cells[place]?.state !== 'present') {
      return { ...plain, state: cells[place]?.state === 'absent' ? 'absent' : 'unknown' }
    }
    if (place === reference) return { ...plain, state: row ? 'reference' : 'absent' }
    if (!lists[reference]) return { ...plain, state: row ? 'notCompared' : 'absent' }
    if (!row && !source) return { ...plain, state: 'absent' }
    const differs = fields[place] ?? []
    const nameHere = row && text(row, 'name') !== name ? text(row, 'name') : null
    if (row && source && differs.length === 0)
      return { ...plain, nameHere, state: nameHere ? 'different' : 'same' }
    const judgement = policyKind.judge?.(
      { source, target: row, fields: differs },
      board.context(place).servers,
    )
    return {
      nameHere,
      state: !row ? 'missing' : source ? 'different' : 'onlyHere',
      severity: judgement?.severity ?? 'high',
      meaning: judgement?.meaning ? nameSource(judgement.meaning, board.referenceName) : null,
    }
  })
  return {
    id: objectId({ kind: policyKind.name, address: [schema, table, name] }),
    name,
    isSame: answers.every(({ state }) => state === 'same' || state === 'reference'),
    cells: answers,
    properties: policyKind.fields.map((field) => ({
      field: fieldAnswer(policyKind, field.name),
      values: rows.map((row) => row?.[field.name] ?? null),
      isAbsent: rows.map((row) => !row),
      isDifferent: fields.map((names) => names.includes(field.name)),
    })),
  }
}
