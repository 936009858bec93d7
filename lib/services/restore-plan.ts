import { type DumpRecord, isFitToRestore } from '../dumps/dump-record'
import type { ReplacedSchema } from '../dumps/restore/replaced-schema'
import { objectCount, type Snapshot } from '../objects/snapshot'
import { withConnection } from '../postgres/connect'
import { describeAddress } from '../postgres/connection-address'
import { fileState, placeOfFile } from '../store/dump-files'
import { readRecord } from '../store/dump-library'
import { NO_PASSWORDS } from './left-out'
import { lookAtTarget } from './look-at-target'
import type { Project } from './project'
import { proveOther, refused, restorable } from './restore-allowed'
import { writeRefusal } from './restore-audit'
import { offerConfirmation } from './restore-confirmations'
import { type RestoreSource, restoreSource } from './restore-source'

/** What a restore would do, for whoever is to confirm it; nothing was changed to find it out. */
export interface RestorePlan {
  readonly dump: {
    readonly id: string
    readonly environment: string
    /** ISO 8601. */
    readonly takenAt: string | null
    readonly objects: number
    readonly tables: number
    readonly rows: number
  }
  readonly into: { readonly environment: string; readonly address: string; readonly serverVersion: string }
  /** Whether there is nothing to lose, so that no dump of it is made first. */
  readonly isEmpty: boolean
  readonly replaced: readonly ReplacedSchema[]
  /** Schemas that stay as they are. */
  readonly stays: readonly string[]
  /** What lies in schemas that stay, and goes because it uses something that is replaced. */
  readonly goesAlong: readonly string[]
  /** Triggers and policies on tables that stay, which are made again. */
  readonly putBack: readonly string[]
  /** Roles that would be made, without any right. */
  readonly missingRoles: readonly string[]
  /** Tables of the platform whose rows are replaced. */
  readonly emptied: readonly string[]
  /** What to know before confirming, as lines for people. */
  readonly warnings: readonly string[]
  /** To be given back along with the typed name of the environment. */
  readonly key: string
  /** ISO 8601. */
  readonly expiresAt: string
}

const DEADLINE_MS = 120_000

/**
 * What restoring a dump of the library into an environment would do, with a key that confirms just that.
 * @throws AppError for what may not be done, or cannot: E-DUMP, E-RESTORE-INTO, E-RESTORE-NOTHING, E-RESTORE-RIGHTS,
 * E-POOL-MODE, and what connecting throws. A refusal is noted in the audit log.
 */
export async function planRestore(
  project: Pick<Project, 'place' | 'config'>,
  { id, into }: { readonly id: string; readonly into: string },
): Promise<RestorePlan> {
  return writeRefusal(project, { dump: id, environment: into }, async () => {
    const { record, source, snapshot } = await restorableDump(project, id)
    const { target } = await restorable(project, into)
    const config = await project.config()
    return withConnection(target, { deadlineMs: DEADLINE_MS, isUrgent: true }, async (connection) => {
      const { identity, unproven } = await proveOther(connection, record, config)
      const look = await lookAtTarget(connection, snapshot, record)
      const { serverVersion, toClear, isSuperuser, major, ...seen } = look
      return {
        dump: {
          id,
          environment: record.environment,
          takenAt: record.takenAt,
          objects: objectCount(snapshot),
          tables: record.tables.length,
          rows: record.tables.reduce((sum, { rows }) => sum + rows, 0),
        },
        into: { environment: into, address: describeAddress(target.address), serverVersion },
        ...seen,
        emptied: toClear.emptied.map(({ schema, name }) => `${schema}.${name}`),
        warnings: [
          ...unproven,
          ...source.notes,
          ...record.leavesOut
            .filter((line) => line !== NO_PASSWORDS)
            .map((line) => `Not in the dump: ${line}`),
          ...(record.tables.length === 0 ? ['The dump holds no rows: all tables will be empty.'] : []),
          ...(major < snapshot.server.major
            ? [
                `The server is older (${serverVersion}) than that of the dump (${snapshot.server.version}): a statement may fail, and then nothing is changed.`,
              ]
            : []),
          ...(isSuperuser
            ? [
                'The role is a superuser here, so code in the dump can do anything on this server. Restore only what you trust.',
              ]
            : []),
        ],
        ...offerConfirmation({ dump: id, environment: into, identity }),
      }
    })
  })
}

/** A dump that is whole, verified and holds a schema. Throws AppError E-DUMP, E-RESTORE-INTO, E-RESTORE-NOTHING. */
export async function restorableDump(
  project: Pick<Project, 'place'>,
  id: string,
): Promise<{ record: DumpRecord; source: RestoreSource; snapshot: Snapshot }> {
  const { directory } = project.place
  const record = readRecord(directory, id)
  if (!isFitToRestore(record))
    throw refused(
      `Dump ${id} is not verified`,
      'Only a dump that passed all its checks replaces anything. Make a new one.',
    )
  const source = await restoreSource(project, id)
  if (source.snapshot === null)
    throw refused(
      `No snapshot was kept with dump ${id}`,
      'Without it nobody can tell what to replace. Make a new dump.',
    )
  const { scripts, rows } = source.parts
  const restored = [...scripts, ...rows.map(({ file }) => file)].map(({ name }) => name)
  const spoilt = record.files.find(
    (file) => restored.includes(file.path) && fileState(placeOfFile(directory, file), file) !== 'there',
  )
  if (spoilt)
    throw refused(
      `${spoilt.path} of dump ${id} is gone or is not what was written`,
      'Use another dump, or make a new one.',
    )
  return { record, source, snapshot: source.snapshot }
}
