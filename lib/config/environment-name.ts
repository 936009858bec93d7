const LONGEST_NAME = 40

/**
 * What is wrong with an environment's name, or null. A name must be usable as a word of the command line, a file
 * name and an answer to "type the name", and must not look like anything else that can be compared.
 */
export function nameMistake(name: string): string | null {
  if (name.trim() === '') return 'The name is empty.'
  if (name.length > LONGEST_NAME) return `The name is longer than ${LONGEST_NAME} letters.`
  if (name.toLowerCase() === 'migrations')
    return 'The name migrations stands for the replayed migration files.'
  if (!/^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._-]*$/u.test(name)) {
    return 'A name begins with a letter or digit and has only letters, digits, spaces, dots, dashes and underscores.'
  }
  if (/[ .]$/.test(name)) return 'The name must not end with a space or dot.'
  if (/\.(sql|json|snapshot)$/i.test(name)) return 'The name looks like a file.'
  return null
}

/** Names that differ only in case or in how accents are written are the same name. */
export function sameNameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase()
}

/** Whether an environment of this name is protected unless told otherwise. */
export function isProtectedByDefault(name: string): boolean {
  return /^(prod|production|live)$/i.test(name)
}
