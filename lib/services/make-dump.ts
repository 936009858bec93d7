import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DumpRecord } from '../dumps/dump-record'
import { chooseProgram } from '../dumps/pg-dump/choose-program'
import { tryToRemove } from '../dumps/try-to-remove'
import { KINDS_BY_NAME } from '../kinds/all'
import { AppError } from '../objects/app-error'
import { fingerprint } from '../objects/snapshot'
import type { ConnectionTarget } from '../postgres/connection-address'
import { describeAddress } from '../postgres/connection-address'
import { PostgresError } from '../postgres/postgres-error'
import { snapshotFileOf } from '../store/dump-library'
import { writeSnapshotFile } from '../store/snapshot-file'
import { dumpTarget, stampOf } from './dump-ask'
import type { DumpTools } from './dump-job'
import { type DumpMoment, takeMoment } from './dump-moment'
import { checkPlaces, type DumpPlan, makeFoldersAbove, planPlaces } from './dump-places'
import { makeParts } from './make-parts'
import { placeParts } from './place-parts'
import type { Project } from './project'
import { verifyParts } from './verify-parts'

/** After a connection was cut, so long until the second try, in milliseconds. */
const PAUSE_MS = 1000

/**
 * Makes a dump: takes a moment of the database, writes all parts as of it, reads them back, and puts them in place only if
 * they passed. Where the connection was cut before any row was there, it is begun once more from the start. Nothing is
 * left of a dump that failed.
 * @returns what is known of it; the state is `verified` or `notVerified`.
 * @throws AppError, or the signal's reason.
 */
export async function makeDump(
  project: Project,
  record: DumpRecord,
  tools: DumpTools,
): Promise<Partial<DumpRecord>> {
  const progress = { hasRows: false }
  try {
    return await makeOnce(project, record, tools, progress)
  } catch (error) {
    if (progress.hasRows || tools.signal.aborted || !isCut(error)) throw error
    tools.log(
      `${error.code}: ${error.message} No row was written yet, so it is begun once more from the start`,
    )
    await sleep(PAUSE_MS, undefined, { signal: tools.signal }).catch(() => tools.signal.throwIfAborted())
    return makeOnce(project, record, tools, progress)
  }
}

/** A connection that was there and ended; one that did not come about has been tried again already. */
const CUT = new Set(['E-NET-LOST', 'E-POOL-CLOSED', 'E-PG-SHUTDOWN'])

function isCut(error: unknown): error is PostgresError {
  return error instanceof PostgresError && CUT.has(error.code)
}

async function makeOnce(
  project: Project,
  record: DumpRecord,
  tools: DumpTools,
  progress: { hasRows: boolean },
): Promise<Partial<DumpRecord>> {
  const { directory } = project.place
  const { dumps } = await project.config()
  const { target } = await dumpTarget(project, record.environment)
  const { id, what } = record
  const plan = planPlaces(directory, dumps.places, tools.output, { id, what, stamp: stampOf(new Date()) })
  checkPlaces(directory, plan, tools.output === null)
  tools.meter.begin('connect')
  const moment = await takeMoment(target, tools)
  try {
    const { facts, program } = await tellMoment(directory, record, target, moment, tools)
    return await inPlace(plan, tools, async () => {
      const made = await makeParts({ record, target, moment, plan, tools, program }, progress)
      // What is read back from here on is ours; the server need not hold the moment any longer.
      await moment.close()
      tools.meter.begin(
        'verify',
        made.files.reduce((sum, { bytes }) => sum + bytes, 0),
      )
      const verified = await verifyParts({ record, moment, made, tools })
      const rest = { ...facts, ...verified, typesBy: made.typesBy, leavesOut: made.leavesOut }
      return placeParts({ directory, record: { ...record, ...rest }, plan, made, tools })
    })
  } finally {
    await moment.close()
  }
}

/** Writes down what is known before anything is dumped, and keeps the snapshot of the moment beside the record. */
async function tellMoment(
  directory: string,
  record: DumpRecord,
  target: ConnectionTarget,
  { snapshot, route, identity }: DumpMoment,
  { note, log }: DumpTools,
) {
  const { server, readAt } = snapshot
  const needsProgram = record.what === 'schema' || record.what === 'data' || record.what === 'all'
  const program = needsProgram ? await chooseProgram(server.major) : null
  await writeSnapshotFile(snapshotFileOf(directory, record.id), snapshot, KINDS_BY_NAME)
  const facts = {
    server: { address: describeAddress(target.address), version: server.version, identity },
    route,
    takenAt: readAt,
    fingerprint: fingerprint(snapshot),
    program: program && {
      name: program.name,
      version: program.version,
      build: program.build,
      path: program.path,
    },
  }
  note(facts)
  log(
    `Reached ${facts.server.address}, PostgreSQL ${server.version}, ${route === 'direct' ? 'directly' : 'through a session pooler'}`,
  )
  for (const line of program?.passedOver ?? []) log(line)
  if (program)
    log(`Using ${program.build === 'native' ? program.path : 'the built-in pg_dump'} ${program.version}`)
  return { facts, program }
}

/** Makes room for what is half made, and leaves nothing of it when the work fails, where the disk lets it. */
async function inPlace<T>(plan: DumpPlan, { own }: DumpTools, work: () => Promise<T>): Promise<T> {
  const partials = [...(plan.folder ? [plan.folder.partial] : []), ...plan.files.map((file) => file.partial)]
  own(partials)
  const made = makeFoldersAbove(plan)
  try {
    if (plan.folder) fs.mkdirSync(plan.folder.partial, { mode: 0o700 })
    return await work()
  } catch (error) {
    for (const partial of partials) tryToRemove(partial)
    for (const folder of made.reverse()) removeIfEmpty(folder)
    throw fileFailure(error, path.dirname(partials[0] as string))
  }
}

function removeIfEmpty(folder: string): void {
  try {
    fs.rmdirSync(folder)
  } catch {
    // Somebody put something there meanwhile.
  }
}

/** What the file system threw, in the product's words; anything else as it is. */
function fileFailure(error: unknown, folder: string): unknown {
  const { code, message, syscall } = error as NodeJS.ErrnoException
  if (error instanceof AppError || syscall === undefined || code === undefined) return error
  const isFull = code === 'ENOSPC' || code === 'EDQUOT'
  return new AppError(
    {
      code: isFull ? 'E-DISK' : 'E-FILE-WRITE',
      message: isFull ? `There is no room left in ${folder}` : `Nothing more could be written to ${folder}`,
      hint: isFull
        ? 'Free some space, or choose another folder with --output. What was half made has been removed.'
        : 'Check the disk, and that you may write there. What was half made has been removed.',
      detail: message,
    },
    { cause: error },
  )
}
