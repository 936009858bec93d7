import fs from 'node:fs'
import path from 'node:path'
import type { Configuration } from '../config/configuration'
import { describeProblem, problemsError } from '../config/problem'
import { KINDS, KINDS_BY_NAME } from '../kinds/all'
import { AppError } from '../objects/app-error'
import { closestWord } from '../objects/closest-word'
import type { Snapshot } from '../objects/snapshot'
import { isConnectionUrl } from '../postgres/connection-url'
import { readSnapshot } from '../postgres/read-snapshot'
import { loadScript } from '../shadow/load-script'
import { makeShadow } from '../shadow/make-shadow'
import { shadowFolder } from '../shadow/shadow-folder'
import { readSnapshotFile } from '../store/snapshot-file'
import { checkEnvironments } from './check-environments'
import { DUMP_PREFIX, readDumpSnapshot } from './dump-origin'
import { environmentOrigin, type LiveOrigin, readLive, urlOrigin } from './live-origin'
import { replayMigrations } from './replay-migrations'
import { replayError } from './run-replays'
import { reasonsFor } from './unknown-environment'
import type { Workspace } from './workspace'

/**
 * Reads what a word of the command line stands for: an environment's name, a postgres:// URL, `migrations` for what the
 * files build, `migrations@ENVIRONMENT` for what its record claims, `dump:ID` for the moment of a dump, a snapshot file,
 * or a .sql file that is loaded into a shadow. A configured name wins over the others.
 * Throws AppError E-ORIGIN, and whatever reading it throws.
 */
export async function readOrigin(workspace: Workspace, word: string): Promise<Snapshot> {
  const live = await liveOrigin(workspace, word)
  if (live) return readLive(live)
  if (word.startsWith(DUMP_PREFIX))
    return readDumpSnapshot(workspace.place.directory, word.slice(DUMP_PREFIX.length))
  const config = await workspace.config()
  const replayed = /^migrations(?:@(.+))?$/.exec(word)
  if (replayed) return readMigrations(workspace, replayed[1])
  const file = path.resolve(workspace.place.directory, word)
  if (!fs.existsSync(file)) {
    // A name that nobody knows may well stand in the file that has mistakes.
    if (config.origin === 'file' && config.environments.length === 0) throw problemsError(config.problems)
    throw unknownOrigin(word, config)
  }
  return file.endsWith('.sql') ? readScript(file) : readSnapshotFile(file, KINDS_BY_NAME)
}

/** Two words, each as readOrigin takes it, read at the same time. Throws as that does. */
export function readOrigins(
  workspace: Workspace,
  [source, target]: readonly [string, string],
): Promise<[Snapshot, Snapshot]> {
  return Promise.all([readOrigin(workspace, source), readOrigin(workspace, target)])
}

/** The database that a word stands for, or null where it stands for something else. Throws AppError. */
export async function liveOrigin(workspace: Workspace, word: string): Promise<LiveOrigin | null> {
  if (isConnectionUrl(word)) return urlOrigin(word)
  if (word.startsWith(DUMP_PREFIX)) return null
  const { environments, schemas } = await workspace.config()
  const environment = environments.find(({ name }) => name === word)
  return environment ? environmentOrigin(environment, schemas) : null
}

/** Records are needed to know which tool's files stand for an environment, so those environments are checked first. */
async function readMigrations(workspace: Workspace, environment: string | undefined): Promise<Snapshot> {
  const { environments } = await workspace.config()
  const wanted = environment ?? environments.find(({ isReference }) => isReference)?.name
  await checkEnvironments(workspace, wanted === undefined ? [] : [wanted])
  const { snapshot, answer } = await replayMigrations(workspace, environment)
  if (snapshot) return snapshot
  throw replayError(answer)
}

/** A script says nothing of the server and of the database that it is run in, so those kinds are left out. */
async function readScript(file: string): Promise<Snapshot> {
  const script = readText(file)
  const shadow = await makeShadow(shadowFolder(18))
  try {
    await loadScript(shadow, script, path.basename(file))
    const kinds = KINDS.filter(({ scope }) => scope === undefined)
    const name = path.basename(file)
    const { snapshot } = await readSnapshot(shadow.client, { name, origin: 'sql', kinds })
    const leavesOut = KINDS.filter((kind) => !kinds.includes(kind)).map((kind) => kind.name)
    return { ...snapshot, leavesOut }
  } finally {
    await shadow.drop()
  }
}

function readText(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(fs.readFileSync(file))
  } catch (error) {
    throw new AppError(
      {
        code: 'E-FILE-READ',
        message: `The script ${file} could not be read`,
        hint: 'Check that you may read it and that it is UTF-8 text.',
        detail: (error as Error).message,
      },
      { cause: error },
    )
  }
}

function unknownOrigin(word: string, { environments, passedOver, problems }: Configuration): AppError {
  const names = environments.map(({ name }) => name)
  const close = closestWord(word, names)
  const configured =
    names.length > 0
      ? `Configured environments: ${names.join(', ')}.`
      : problems.map(describeProblem).join(' ')
  return new AppError({
    code: 'E-ORIGIN',
    message: `${JSON.stringify(word)} is neither an environment nor a file nor a postgres:// address`,
    hint: [...reasonsFor(word, passedOver), ...(close ? [`Did you mean ${close}?`] : []), configured].join(
      ' ',
    ),
  })
}
