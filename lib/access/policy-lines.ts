import { policy as policyKind } from '../kinds/policy'
import { lineColumns } from '../objects/kind'
import { lineCount, lineText } from '../objects/lines'
import { listValue } from '../objects/list-value'
import { parseCopyLine, type Row } from '../objects/row'
import { kindLines, type Snapshot } from '../objects/snapshot'
import { COMMANDS } from './policy-rule'
import { type InPieces, plainValue } from './selected-columns'

const COLUMNS = lineColumns(policyKind)
const [NAME, COMMAND, ROLES] = ['name', 'command', 'roles'].map((column) => COLUMNS.indexOf(column)) as [
  number,
  number,
  number,
]

/** The lines of policies of a snapshot. */
export interface PolicyLines {
  /** Those of each table, by schema and table as the lines have them, in the order of their names. */
  readonly ofTables: ReadonlyMap<string, readonly string[]>
  /** The number of each line. */
  readonly numbers: ReadonlyMap<string, number>
}

export function* policyLines(snapshot: Snapshot): InPieces<PolicyLines> {
  const { lines } = kindLines(snapshot, policyKind.name)
  const ofTables = new Map<string, string[]>()
  const numbers = new Map<string, number>()
  for (let number = 0; number < lineCount(lines); number++) {
    yield
    const line = lineText(lines, number)
    numbers.set(line, number)
    const place = line.slice(0, line.indexOf('\t', line.indexOf('\t') + 1))
    const others = ofTables.get(place)
    if (others) others.push(line)
    else ofTables.set(place, [line])
  }
  for (const ofTable of ofTables.values()) ofTable.sort()
  return { ofTables, numbers }
}

export function parsePolicies(lines: readonly string[]): Row[] {
  return lines.map((line) => parseCopyLine(line, COLUMNS))
}

/** The names of these policies, roles that they name, and commands that they hold for. */
export function namedByPolicies(lines: readonly string[]): {
  readonly names: string[]
  readonly roles: string[]
  readonly commands: string[]
} {
  const values = lines.map((line) => line.split('\t'))
  const commands = new Set(values.map((each) => plainValue(each[COMMAND] ?? '') ?? ''))
  return {
    names: [...new Set(values.map((each) => plainValue(each[NAME] ?? '') ?? ''))],
    roles: [...new Set(values.flatMap((each) => listValue(plainValue(each[ROLES] ?? ''))))],
    commands: commands.has('ALL') ? [...COMMANDS] : [...commands],
  }
}
