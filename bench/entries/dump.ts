import { chooseProgram } from '../../lib/dumps/pg-dump/choose-program'
import { runPgDump } from '../../lib/dumps/pg-dump/run-pg-dump'
import { readBack } from '../../lib/dumps/read-back/read-back'
import { dataArguments, schemaArguments } from '../../lib/dumps/schema/dump-arguments'
import { targetFromUrl } from '../../lib/postgres/connection-url'

const of = { isSupabase: false, snapshotId: null }
const ARGUMENTS = {
  schema: schemaArguments(of),
  data: dataArguments({ ...of, format: 'sql', tables: null }),
}

/** Dumps a database with one of the builds, as a dump of the dashboard does. */
export async function dump(
  url: string,
  what: 'schema' | 'data',
  build: 'native' | 'bundled',
  major: number,
  file: string,
) {
  const program = await chooseProgram(major, { build })
  return runPgDump({ target: targetFromUrl(url), program, args: ARGUMENTS[what], file })
}

export { readBack }
