import { tableOf } from '../../../kinds/constraint-parts'
import { isTrue, type Row, text } from '../../../objects/row'
import { qualifiedName } from '../../../sql/display'
import type { Drafted, DraftRule } from '../change'

const nameOf = (row: Row) => qualifiedName(text(row, 'schema'), text(row, 'name'))

const UNFINISHED: Drafted = { reason: 'It is unfinished there: a build of it failed, and no query uses it.' }
const PART: Drafted = {
  reason: 'It is a partition’s part of an index, with settings of its own; those are set by hand.',
}

/** An index holds nothing that is not in its table, so one that differs is dropped and built anew. */
export const indexRule: DraftRule = {
  create: (wanted, { kind }, { find, isMade }) => {
    if (!isTrue(wanted, 'isValid')) return UNFINISHED
    if (isTrue(wanted, 'isPart')) return PART
    return {
      statements: [kind.ddl(wanted, find)],
      cautions: isMade(tableOf(wanted)) ? [] : [waits(wanted, 'is built')],
    }
  },
  change: ({ wanted, present }, { kind }) => {
    if (!isTrue(wanted, 'isValid')) return UNFINISHED
    if (isTrue(wanted, 'isPart') || isTrue(present, 'isPart')) return PART
    return {
      statements: [`DROP INDEX ${nameOf(present)};\n${kind.ddl(wanted, () => [])}`],
      cautions: [waits(wanted, 'is built anew')],
    }
  },
  drop: (present) => (isTrue(present, 'isPart') ? PART : { statements: [`DROP INDEX ${nameOf(present)};`] }),
}

function waits(row: Row, what: string): string {
  return `Writes to ${qualifiedName(text(row, 'schema'), text(row, 'table'))} wait while ${text(row, 'name')} ${what}.`
}
