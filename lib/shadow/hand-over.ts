import fs from 'node:fs'
import path from 'node:path'
import { installRoot } from '../embedded/install-root'
import { literal } from '../sql/sql'

/**
 * Extensions of Postgres that only a superuser may create, without a way to run programs, read files or reach a network
 * once they are made as hand-over.sql does. Those that everybody may create need no help.
 */
export const SUPERUSER_EXTENSIONS: ReadonlySet<string> = new Set(
  `amcheck autoinc bloom dblink dict_xsyn earthdistance insert_username intagg moddatetime pg_buffercache
  pg_freespacemap pg_prewarm pg_stat_statements pg_visibility pgrowlocks pgstattuple postgres_fdw refint sslinfo
  xml2`.split(/\s+/),
)

/** The script that makes a database that a superuser filled the one of `postgres`. */
export function handOverScript(): string {
  const file = path.join(installRoot(), 'lib', 'shadow', 'hand-over.sql')
  const extensions = literal(`{${[...SUPERUSER_EXTENSIONS].join(',')}}`)
  return fs
    .readFileSync(file, 'utf8')
    .replace(':extensions', () => extensions)
    .replace(':stand_ins', () => literal(JSON.stringify(readStandIns())))
}

/** Scripts by the extension that they stand in for. */
export function readStandIns(): Readonly<Record<string, string>> {
  const folder = path.join(installRoot(), 'lib', 'migrations', 'stand-ins')
  const names = fs.readdirSync(folder).filter((name) => name.endsWith('.sql'))
  return Object.fromEntries(
    names.map((name) => [name.replace(/\.sql$/, ''), fs.readFileSync(path.join(folder, name), 'utf8')]),
  )
}
