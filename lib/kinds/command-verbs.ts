import { enumeration } from './privileges'

/** What the commands that row-level security holds back do to rows. */
const VERBS: Readonly<Record<string, string>> = {
  SELECT: 'read',
  INSERT: 'insert',
  UPDATE: 'change',
  DELETE: 'delete',
}

/** `read, change and delete every row and insert any`: what these commands do where nothing holds them back. */
export function toEveryRow(commands: readonly string[]): string {
  const others = commands.filter((command) => command !== 'INSERT')
  if (others.length === commands.length) return `${commandVerbs(others)} every row`
  return others.length === 0 ? 'insert any row' : `${commandVerbs(others)} every row and insert any`
}

/** `read, insert and change`; ALL stands for the four of them. */
export function commandVerbs(commands: readonly string[]): string {
  const wanted = commands.includes('ALL') ? Object.keys(VERBS) : commands
  return enumeration(
    Object.keys(VERBS).flatMap((command) => (wanted.includes(command) ? (VERBS[command] as string) : [])),
  )
}
