import { KINDS_BY_NAME } from '../kinds/all'
import type { Difference } from '../objects/difference'
import type { DiffAnswer } from '../services/compare-origins'
import { addressText } from './render-diff'
import { safe } from './terminal'

/** A comparison as a Markdown table, for a pull request. */
export function renderMarkdown({ source, target, differences, counts, identical }: DiffAnswer): string[] {
  const [from, to] = [cell(source.name), cell(target.name)]
  const head = `## ${from} → ${to}`
  if (identical) return [head, '', `The same: ${counts.equal} objects compared.`]
  return [
    head,
    '',
    `${counts.different} different, ${counts.sourceOnly} only in ${from}, ${counts.targetOnly} only in ${to}, ` +
      `${counts.unknown} unknown, ${counts.equal} the same.`,
    '',
    `| severity | object | ${from} | ${to} |`,
    '|---|---|---|---|',
    ...differences.flatMap(rows),
  ]
}

function rows(difference: Difference): string[] {
  const { severity, kind, address, status, fields } = difference
  const name = `${KINDS_BY_NAME.get(kind)?.label.one ?? kind} ${cell(addressText(kind, address))}`
  if (status === 'sourceOnly') return [`| ${severity} | ${name} | exists | missing |`]
  if (status === 'targetOnly') return [`| ${severity} | ${name} | missing | exists |`]
  if (status === 'unknown') return [`| ${severity} | ${name} | unknown | unknown |`]
  return fields.map(
    ({ label, source, target }) => `| ${severity} | ${name}: ${label} | ${code(source)} | ${code(target)} |`,
  )
}

/** A text that stays inside its cell and is not taken for markup. */
function cell(text: string): string {
  return safe(text).replace(/[\\`*_[\]<>|#~]/g, '\\$&')
}

function code(text: string | null): string {
  if (text === null) return '(none)'
  const shown = safe(text.replace(/\s+/g, ' ')).replaceAll('|', '\\|')
  const fence = '`'.repeat(Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length)) + 1)
  return `${fence} ${shown} ${fence}`
}
