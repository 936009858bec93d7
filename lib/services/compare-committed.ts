import fs from 'node:fs'
import path from 'node:path'
import type { DumpOptions, DumpRecord } from '../dumps/dump-record'
import { chooseProgram } from '../dumps/pg-dump/choose-program'
import { writtenPlace } from '../store/dump-files'
import { makeTemporaryFolder } from '../store/temporary-folder'
import { type DumpAsk, dumpOptions, dumpTarget, newRecord } from './dump-ask'
import { DumpMeter } from './dump-meter'
import { takeMoment } from './dump-moment'
import { makeParts } from './make-parts'
import type { Project } from './project'
import { textAt, unifiedDiff } from './text-changes'

/** How a file that is committed stands to what the database gives now. */
export interface CommittedFile {
  readonly part: 'types' | 'schema'
  /** Relative to the project. */
  readonly path: string
  readonly state: 'current' | 'stale' | 'absent'
  /** A unified diff from the file to the database; empty where it is current. */
  readonly changes: string
}

interface CommittedAsk {
  readonly environment: string
  readonly part: CommittedFile['part']
  /** As those of the dump that wrote the files. */
  readonly options: Partial<DumpOptions>
}

interface Watch {
  readonly signal: AbortSignal
  readonly log: (line: string) => void
}

/**
 * Compares the files of types and schema with what a dump would write now. Nothing of the project is written.
 * @throws AppError as a dump does.
 */
export async function compareCommitted(
  project: Project,
  { environment, part, options }: CommittedAsk,
  { signal, log }: Watch,
): Promise<CommittedFile> {
  const { directory } = project.place
  const { dumps } = await project.config()
  const { target } = await dumpTarget(project, environment)
  const place = path.resolve(directory, dumps.places[part])
  const folder = makeTemporaryFolder('lockstep-check-')
  const moment = await takeMoment(target, { signal, log }).catch((error) => {
    fs.rmSync(folder, { recursive: true, force: true })
    throw error
  })
  try {
    const ask: DumpAsk = { environment, what: part, askedBy: 'commandLine' }
    const partial = path.join(folder, path.basename(place))
    const plan = { folder: null, files: [{ part, final: partial, partial }] }
    const tools = {
      signal,
      log,
      meter: new DumpMeter(() => undefined),
      output: null,
      note: ignore,
      own: ignore,
    }
    const record: DumpRecord = newRecord(ask, dumpOptions(options, dumps))
    const program = part === 'schema' ? await chooseProgram(moment.snapshot.server.major) : null
    await makeParts({ record, target, moment, plan, tools, program }, { hasRows: false })
    const before = textAt(place)
    const name = writtenPlace(directory, place)
    const now = fs.readFileSync(partial, 'utf8')
    const changes = unifiedDiff(name, before && withoutVersions(before), withoutVersions(now))
    return {
      part,
      path: name,
      state: before === null ? 'absent' : changes === '' ? 'current' : 'stale',
      changes,
    }
  } finally {
    await moment.close()
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

/** Which pg_dump wrote a script, and which release the server was, is no difference of the schema. */
function withoutVersions(script: string): string {
  return script.replace(/^-- Dumped (?:from database|by pg_dump) version .*\r?\n/gm, '')
}

function ignore(): void {
  // Nothing is kept of what is only compared.
}
