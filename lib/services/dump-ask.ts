import { randomBytes } from 'node:crypto'
import type { Environment } from '../config/configuration'
import type { DumpSettings } from '../config/dump-settings'
import type { DumpOptions, DumpRecord, DumpWhat } from '../dumps/dump-record'
import type { ConnectionTarget } from '../postgres/connection-address'
import type { Project } from './project'
import { unknownEnvironment } from './unknown-environment'

/** What somebody wants dumped. */
export interface DumpAsk {
  readonly environment: string
  readonly what: DumpWhat
  readonly askedBy: DumpRecord['askedBy']
  /** What is not said is as configured. */
  readonly options?: Partial<DumpOptions>
  /** Another folder for all that is written, absolute; the configured places unless told. */
  readonly output?: string
  /** All of it as it is, whatever the configuration masks or leaves out. */
  readonly isWhole?: boolean
}

/** The environment of that name with its address. Throws AppError E-ORIGIN, or what is wrong with the address. */
export async function dumpTarget(
  project: Pick<Project, 'config'>,
  name: string,
): Promise<{ environment: Environment; target: ConnectionTarget }> {
  const config = await project.config()
  const environment = config.environments.find((each) => each.name === name)
  if (!environment) throw unknownEnvironment(name, config)
  if (environment.connection.state === 'unusable') throw environment.connection.error
  return { environment, target: environment.connection.target }
}

/** What was asked for with what is configured in the place of what was not said. */
export function dumpOptions(
  asked: Partial<DumpOptions> = {},
  settings: Pick<DumpSettings, 'masks' | 'excludeTables'>,
): DumpOptions {
  const { selection } = asked
  return {
    format: asked.format ?? 'sql',
    isCompressed: asked.isCompressed ?? false,
    selection: {
      schemas: selection?.schemas ?? null,
      tables: selection?.tables ?? null,
      excludeSchemas: selection?.excludeSchemas ?? [],
      excludeTables: [...new Set([...settings.excludeTables, ...(selection?.excludeTables ?? [])])],
    },
    masks: asked.masks ?? settings.masks,
    skipsUnreadable: asked.skipsUnreadable ?? false,
    testsRestore: asked.testsRestore ?? false,
  }
}

/** A record of a dump that was asked for just now. */
export function newRecord(ask: DumpAsk, options: DumpOptions): DumpRecord {
  const now = new Date()
  return {
    formatVersion: 1,
    id: `${stampOf(now)}-${randomBytes(3).toString('hex')}`,
    environment: ask.environment,
    what: ask.what,
    askedBy: ask.askedBy,
    options,
    state: 'queued',
    askedAt: now.toISOString(),
    startedAt: null,
    endedAt: null,
    takenAt: null,
    server: null,
    route: null,
    program: null,
    typesBy: null,
    files: [],
    tables: [],
    leavesOut: [],
    checks: [],
    fingerprint: null,
    restoreTest: null,
    isPinned: false,
    error: null,
  }
}

/** `2026-11-21T00-05-59`: a time that can be part of a file's name. */
export function stampOf(time: Date): string {
  return time.toISOString().slice(0, 19).replaceAll(':', '-')
}
