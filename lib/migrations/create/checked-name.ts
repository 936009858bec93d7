import { refusal } from './refusal'

const LONGEST = 100

/**
 * The name that people gave to a migration, without blanks around it.
 * @throws AppError E-NEW-MIGRATION for anything but letters, digits, `_`, `-` and blanks between them: tools read dots,
 * slashes and the like as parts of a path or of a version.
 */
export function checkedName(given: string): string {
  const name = given.trim().normalize('NFC')
  const shown = JSON.stringify(given.length > LONGEST ? `${given.slice(0, LONGEST)}…` : given)
  if (name === '') throw refusal('A migration needs a name', 'Say what it does, such as add_invoice_index.')
  if (name.length > LONGEST)
    throw refusal(`The name ${shown} is too long`, `At most ${LONGEST} characters fit into a file's name.`)
  if (!/^[\p{L}\p{N}][\p{L}\p{N}_ -]*$/u.test(name) || /__/.test(name)) {
    throw refusal(
      `${shown} cannot be the name of a migration`,
      'Take letters, digits, single underscores, hyphens and blanks, beginning with a letter or digit: add_invoice_index.',
    )
  }
  return name
}

/** Names that people take for the same, whatever stands between their words. */
export function comparableName(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '_')
}

/** The words of a name with one blank between them. */
export function wordsOf(name: string): string {
  return name.replace(/[\s_-]+/g, ' ')
}
