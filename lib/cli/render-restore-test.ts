import type { RestoreTest } from '../dumps/dump-record'
import type { AppErrorShape } from '../objects/app-error'
import { type Paint, type Style, safe } from './terminal'

const STATES: Readonly<Record<RestoreTest['state'], readonly [words: string, style: Style]>> = {
  passed: ['✓ restored, and the same', 'green'],
  partly: ['! restored, and the same as far as it could be tested', 'yellow'],
  failed: ['✕ not the same', 'red'],
}

/** Why it came to nothing, and what to do. */
export function renderError({ code, message, detail, hint }: AppErrorShape, paint: Paint): string[] {
  return [
    paint('red', `  ${code}: ${safe(message)}`),
    ...(detail ? [`  ${safe(detail, '\n')}`] : []),
    `  ${safe(hint)}`,
  ]
}

/** What came of a restore into a throwaway database. */
export function renderTest(test: RestoreTest, paint: Paint): string[] {
  const { state, serverVersion, objects, tables, rows, differences, rowDifferences, notTested, error } = test
  const [words, style] = STATES[state]
  const seconds = Math.max(1, Math.round(test.tookMs / 1000))
  return [
    paint(style, words),
    `  ${objects} objects and ${rows} rows of ${tables} tables${serverVersion ? `, on PostgreSQL ${serverVersion}` : ''}, in ${seconds} s`,
    ...(error ? renderError(error, paint) : []),
    ...[...differences, ...rowDifferences].map((line) => paint('red', `  ≠ ${safe(line)}`)),
    ...notTested.map((line) => paint('dim', `  ? ${safe(line)}`)),
  ]
}
