import { KINDS_BY_NAME } from '../kinds/all'
import { sayObject } from '../kinds/say-object'
import { attachedParts } from '../objects/attached'
import type { Cause, Difference, Reason } from '../objects/difference'
import { SEVERITIES } from '../objects/kind'
import type { DiffAnswer } from '../services/compare-origins'
import { renderField } from './render-field'
import { type Paint, type Style, safe } from './terminal'

const MARKS = { different: '≠', sourceOnly: '−', targetOnly: '+', unknown: '?' } as const

const SEVERITY_STYLE: Readonly<Record<string, Style>> = {
  critical: 'red',
  high: 'yellow',
  medium: 'blue',
  low: 'dim',
  cosmetic: 'dim',
}

const CAUSES: Readonly<Partial<Record<Cause, string>>> = {
  handMade: 'made by hand',
  recordedButAbsent: 'recorded, and not in effect',
  editedAfterApply: 'edited after it ran',
  presentButUnrecorded: 'in effect, and not recorded',
  missingFile: 'from a migration without a file',
  otherTool: 'from a migration of another tool',
  pendingMigration: 'pending',
  recordTable: "a migration tool's record",
  defaultPrivilegeAge: 'age of the project',
  nameOnly: 'only the name differs',
  ownerOnly: 'only the owner differs',
  orderOnly: 'only the order differs',
  extensionVersion: 'extension version',
  platformObject: "the platform's own",
}

/** A comparison for people: worst first, each with its properties and what it means. */
export function renderDiff(answer: DiffAnswer, paint: Paint): string[] {
  const { source, target, differences, counts } = answer
  const lines = [
    `${paint('bold', safe(source.name))} (PostgreSQL ${source.serverVersion}, ${source.objects} objects) → ` +
      `${paint('bold', safe(target.name))} (PostgreSQL ${target.serverVersion}, ${target.objects} objects)`,
    '',
  ]
  for (const severity of SEVERITIES) {
    const group = differences.filter((difference) => difference.severity === severity)
    if (group.length === 0) continue
    lines.push(paint(SEVERITY_STYLE[severity] ?? 'dim', `${severity} (${group.length})`))
    for (const difference of group) lines.push(...renderDifference(difference, answer, paint))
    lines.push('')
  }
  lines.push(...summaryOf(answer, paint))
  if (counts.consequences > 0) lines.push(`${counts.consequences} more follow from objects that are missing.`)
  lines.push(
    ...answer.diagnostics.map(({ side, message }) =>
      paint('dim', `note (${sideName(side, answer)}): ${safe(message)}`),
    ),
  )
  return lines
}

function sideName(side: DiffAnswer['diagnostics'][number]['side'], { source, target }: DiffAnswer): string {
  return side === 'both' ? 'both' : safe((side === 'source' ? source : target).name)
}

function summaryOf({ identical, counts, source, target }: DiffAnswer, paint: Paint): string[] {
  if (identical) return [paint('green', `✓ The same: ${counts.equal} objects compared.`)]
  const found = counts.different + counts.sourceOnly + counts.targetOnly
  const parts = [
    `${counts.different} different`,
    `${counts.sourceOnly} only in ${safe(source.name)}`,
    `${counts.targetOnly} only in ${safe(target.name)}`,
    ...(counts.unknown > 0 ? [`${counts.unknown} unknown`] : []),
    `${counts.equal} the same`,
  ]
  if (found > 0) return [paint('bold', parts.join(', '))]
  return [paint('yellow', `? No difference found, but not everything could be compared: ${parts.join(', ')}`)]
}

function renderDifference(difference: Difference, answer: DiffAnswer, paint: Paint): string[] {
  const { kind, status, address, targetAddress, fields, meaning, cause, reasons, consequences } = difference
  const label = KINDS_BY_NAME.get(kind)?.label.one ?? kind
  const shown = targetAddress ? fields.filter(({ name }) => name !== 'name') : fields
  const renamed = targetAddress ? ` → ${safe(targetAddress.at(-1) ?? '')}` : ''
  const notes = [
    ...causesInWords({ cause, reasons }),
    statusWords(difference, answer),
    consequences.length > 0 ? `${consequences.length} more with it` : undefined,
  ].filter((note) => note !== undefined)
  const name = addressText(kind, address) + renamed
  return [
    `  ${MARKS[status]} ${label} ${paint('bold', name)}${notes.length > 0 ? paint('dim', `  ${notes.join(', ')}`) : ''}`,
    ...shown.flatMap((field) => renderField(kind, field, paint)).map(indented),
    ...(meaning ? [indented(safe(meaning))] : []),
  ]
}

/** Why something differs, each cause with its environment and its migrations where they are known. */
export function causesInWords({ cause, reasons = [] }: Pick<Difference, 'cause' | 'reasons'>): string[] {
  if (reasons.length > 0) return reasons.map(reasonWords)
  return [CAUSES[cause]].filter((words) => words !== undefined)
}

/** `pending in prod (20261104091500_payment_disputes.sql)` */
function reasonWords({ cause, environment, migrations }: Reason): string {
  const files = migrations.map((id) => safe(id.split('/').at(-1) ?? id)).join(', ')
  return `${CAUSES[cause]} in ${safe(environment)}${files ? ` (${files})` : ''}`
}

const indented = (line: string) => `      ${line}`

function statusWords({ status, reason }: Difference, { source, target }: DiffAnswer): string | undefined {
  if (status === 'sourceOnly') return `only in ${safe(source.name)}`
  if (status === 'targetOnly') return `only in ${safe(target.name)}`
  if (status === 'unknown') return reason === 'busy' ? 'locked by somebody' : 'not readable'
  return undefined
}

/** An address as people say it: `anon on table public.invoices`, `public.total(integer, text)`. */
export function addressText(kind: string, address: readonly string[]): string {
  const known = KINDS_BY_NAME.get(kind)
  const parts = known ? attachedParts(known) : 0
  const dotted = (parts: readonly string[]) => parts.map((part) => safe(part)).join('.')
  const { own, on } = sayObject(kind, address, parts)
  return [dotted(own), on ? `on ${safe(on.kind)} ${dotted(on.name)}` : ''].filter(Boolean).join(' ')
}
