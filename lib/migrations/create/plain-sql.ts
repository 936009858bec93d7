import type { Creator, FolderNow, WantedMigration } from './creator'
import { knownVersions, lastVersion, separatorOf, styledName, textOf } from './folder-style'
import { formOf, nextVersion, type VersionForm } from './next-version'

/** What the name of a new file is made of. */
export interface NumberedName {
  readonly version: string
  readonly name: string
  /** `0002_add_index` */
  readonly stem: string
}

/** The next name of a folder, numbered and written as its newest files are; in the tool's usual way where it holds none. */
export function numberedName(
  wanted: WantedMigration,
  folder: FolderNow,
  usual: VersionForm,
  usualMark?: '-' | '_',
): NumberedName {
  const version = nextVersion(knownVersions(folder), formOf(lastVersion(folder), usual), wanted.now)
  const separator = separatorOf(folder)
  const name = styledName(wanted.name, folder, usualMark ?? (separator === '-' ? '-' : '_'))
  return { version, name, stem: `${version}${separator}${name}` }
}

/** A tool whose migration is one file of SQL: its header, then what runs, between the marks of the tool. */
export function plainSql(
  tool: string,
  usual: VersionForm,
  body: (sql: string) => string = (sql) => sql,
): Creator {
  return {
    tool,
    create: (wanted, folder) => {
      const { version, name, stem } = numberedName(wanted, folder, usual)
      const path = `${stem}.sql`
      return {
        files: [{ path, text: textOf(folder.header({ version, name, path }), body(wanted.sql)) }],
      }
    },
  }
}

/** A tool whose migration is a file that goes up and one that goes down; the latter is for people to write. */
export function pairOfSql(
  wanted: WantedMigration,
  folder: FolderNow,
  { version, name }: NumberedName,
  paths: { readonly up: string; readonly down: string },
): ReturnType<Creator['create']> {
  const header = folder.header({ version, name, path: paths.up })
  return {
    files: [
      { path: paths.up, text: textOf(header, wanted.sql) },
      { path: paths.down, text: '' },
    ],
  }
}
