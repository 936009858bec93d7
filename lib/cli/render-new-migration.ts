import type { NewMigrationAnswer } from '../services/new-migration-answer'
import { type Paint, safe } from './terminal'

/** What was written, and what is to be done next. */
export function renderNewMigration(answer: NewMigrationAnswer, paint: Paint): string[] {
  const { files, label, key, afterwards, notChecked } = answer
  const unchecked = `Not held against the records of ${safe(notChecked.join(', '))}: they could not be read.`
  return [
    ...files.map(({ path }) => `${paint('green', '✓')} ${safe(path)}`),
    `for ${label}${key === null ? '' : `, as ${safe(key)}`}`,
    ...(notChecked.length > 0 ? [paint('yellow', unchecked)] : []),
    ...afterwards.flatMap(({ does, text }) => ['', paint('dim', safe(does)), `  ${safe(text)}`]),
  ]
}
