import { splitStatements } from '../../sql/split-statements'
import type { MigrationFile } from '../migration-file'
import { withoutEnding } from '../version-and-name'
import type { Creator, FolderNow, WantedMigration } from './creator'
import { styledName, textOf } from './folder-style'
import { numberedName } from './plain-sql'
import { refusal } from './refusal'

/**
 * A changelog of SQL beside the newest one, with one change set; whether another changelog leads to it shows when the
 * folder is read. https://docs.liquibase.com/concepts/changelogs/sql-format.html
 */
export const liquibaseCreator: Creator = {
  tool: 'liquibase',
  create: (wanted, folder) => {
    const newest = folder.files.at(-1)
    if (newest && !newest.path.endsWith('.sql')) {
      throw refusal(
        `The newest change set of ${folder.folder} is not SQL`,
        'Liquibase has no command that makes one: add a change set at the end of the changelog that is named below.',
        newest.path,
      )
    }
    const place = newest?.path.replace(/[^/]*$/, '') ?? ''
    const path = `${place}${stemOf(wanted, folder, newest)}.sql`
    const head = `--liquibase formatted sql\n\n--changeset ${quoted(authorOf(wanted, newest))}:${idOf(wanted, folder)}`
    return { files: [{ path, text: textOf(`${head}${wordsFor(wanted.sql)}\n${wanted.sql}`) }] }
  },
}

/** Numbered where the newest file is. */
function stemOf(wanted: WantedMigration, folder: FolderNow, newest: MigrationFile | undefined): string {
  const files = folder.files.map((file) => {
    const path = file.path.replace(/^.*\//, '')
    return { ...file, path, version: /^\d+/.exec(path)?.[0] ?? null }
  })
  const isNumbered = newest !== undefined && /^\d/.test(withoutEnding(newest.path))
  const beside = { ...folder, files, recorded: [] }
  return isNumbered ? numberedName(wanted, beside, 'second').stem : styledName(wanted.name, beside, '-')
}

/** Keys are `file::id::author`. */
const partsOf = (file: MigrationFile): string[] => file.key.split('::')

function authorOf({ author }: WantedMigration, newest: MigrationFile | undefined): string {
  return author ?? (newest ? partsOf(newest)[2] : undefined) ?? 'unknown'
}

/** The next number where change sets are numbered, else the name. */
function idOf({ name }: WantedMigration, { files }: FolderNow): string {
  const ids = files.map((file) => partsOf(file)[1] ?? '')
  const isCounted = /^\d{1,9}$/.test(ids.at(-1) ?? '')
  const numbers = ids.filter((id) => /^\d{1,9}$/.test(id)).map(Number)
  return isCounted ? String(Math.max(...numbers) + 1) : quoted(name)
}

function quoted(word: string): string {
  return /^[\w.-]+$/.test(word) ? word : `"${word.replaceAll('"', '')}"`
}

/** Liquibase ends a statement at every semicolon unless it is told not to. */
function wordsFor(sql: string): string {
  return splitStatements(sql).statements.some(({ text }) => text.includes(';'))
    ? ' splitStatements:false'
    : ''
}
