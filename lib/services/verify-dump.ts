import fs from 'node:fs'
import path from 'node:path'
import { DUMP_PARTS, type DumpCheck, type DumpRecord, isTypesFailure } from '../dumps/dump-record'
import { ownFolder } from '../store/dump-files'
import { listDumps, saveRecord } from '../store/dump-library'
import { appendLog } from '../store/dump-log'
import { noteReader } from '../store/dump-readers'
import { notifyDumps } from './dump-work'
import { type Inspection, inspectFiles } from './inspect-files'
import { check, judgeFiles, judgeRows } from './judge-files'
import { type OpenedDump, openDump } from './open-dump'
import type { Project } from './project'

/** What verifying a dump again showed. */
export interface Verification {
  readonly formatVersion: 1
  /** Null for a file from elsewhere, of which nothing is known but what is in it. */
  readonly id: string | null
  /** As it was named. */
  readonly dump: string
  readonly state: 'verified' | 'notVerified' | 'failed'
  readonly checks: readonly DumpCheck[]
  readonly files: number
  readonly bytes: number
}

interface Watch {
  readonly signal?: AbortSignal
  readonly onBytes?: (total: number, expected: number) => void
}

/**
 * Reads a dump whole again: one of the library by its id, or one from elsewhere by the path of its folder, or of a single
 * file. What is found out about one of the library is kept in its record.
 * @throws AppError E-DUMP, E-DUMP-RECORD; the signal's reason.
 */
export async function verifyDump(
  project: Pick<Project, 'place'>,
  word: string,
  watch: Watch = {},
): Promise<Verification> {
  const file = path.resolve(project.place.directory, word)
  if (isLoneFile(file)) return verifyFile(file, word, watch)
  const { record, files: written, isOurs, isSealed } = openDump(project, word)
  const files = isOurs ? withoutCopies(project, record, written) : written
  const endReading = isOurs ? noteReader(project.place.directory, record.id) : () => {}
  const expected = files.reduce((sum, { bytes }) => sum + bytes, 0)
  const found = await inspectFiles(
    files.map(({ place, part, bytes, sha256 }) => ({ file: place, part, bytes, sha256 })),
    {
      ...(watch.signal ? { signal: watch.signal } : {}),
      onBytes: (total) => watch.onBytes?.(total, expected),
    },
  ).finally(endReading)
  const checks = judgeAgain(record, found).map((each) => (isSealed ? each : unsealed(each)))
  const state = stateOf(checks, record)
  if (isOurs) keep(project, record.id, state, checks)
  return { formatVersion: 1, id: record.id, dump: word, state, checks, files: files.length, bytes: expected }
}

/**
 * The files that are the dump: those of its own folder where it has one. What it put at the customary places besides
 * belongs to the project, where the next dump, a formatter or a checkout replaces it.
 */
function withoutCopies(
  { place }: Pick<Project, 'place'>,
  record: DumpRecord,
  files: OpenedDump['files'],
): OpenedDump['files'] {
  const folder = ownFolder(place.directory, record)
  const isOwn = (file: string) => folder !== null && file.startsWith(folder + path.sep)
  const inFolder = new Set(files.filter((file) => isOwn(file.place)).map(({ part }) => part))
  return files.filter((file) => isOwn(file.place) || !inFolder.has(file.part))
}

/** What was found out when the dump was made, with what reading it again shows in its place. */
function judgeAgain(record: DumpRecord, found: readonly Inspection[]): DumpCheck[] {
  if (found.length === 0) return [check('whole', ['It has no files'], '')]
  const hasRows = found.some(({ of }) => of.part === 'data')
  const again = [
    ...judgeFiles(found, missingParts(record)),
    ...(hasRows ? judgeRows(found, record.tables) : []),
  ]
  const earlier = record.checks.filter(({ name }) => !again.some((each) => each.name === name))
  return [...earlier, ...again]
}

/** What was asked for and is not among the files that it is said to have, but types that were known not to be. */
function missingParts({ what, files, tables, options, checks }: DumpRecord): string[] {
  const parts = what === 'all' ? DUMP_PARTS : [what]
  const isOnePerTable = options.format === 'csv' || options.format === 'jsonl'
  return parts
    .filter((part) => !files.some((file) => file.part === part))
    .filter((part) => !(part === 'types' && checks.some(isTypesFailure)))
    .filter((part) => !(part === 'data' && isOnePerTable && tables.length === 0))
    .map((part) => `${part} is not among its files`)
}

/** Without a seal nobody knows whether checksums are those that were written. */
function unsealed(each: DumpCheck): DumpCheck {
  if (each.name !== 'checksum' || each.state !== 'passed') return each
  const message = 'The manifest has no checksum of its own, so it may say other ones than were written'
  return { ...each, state: 'notDone', message }
}

function stateOf(checks: readonly DumpCheck[], { state }: DumpRecord): Verification['state'] {
  if (checks.some((each) => each.state === 'failed')) return 'failed'
  const isMade = state === 'verified' || state === 'notVerified'
  return isMade && checks.every((each) => each.state === 'passed') ? 'verified' : 'notVerified'
}

/**
 * One that does not pass any more is no longer verified; its files stay, because somebody may still need what is in them.
 * Reading takes long: what else became of its record meanwhile stands.
 */
function keep(
  { place }: Pick<Project, 'place'>,
  id: string,
  state: Verification['state'],
  checks: readonly DumpCheck[],
): void {
  const record = listDumps(place.directory).records.find((each) => each.id === id)
  if (!record || record.files.length === 0) return
  saveRecord(place.directory, { ...record, state: state === 'verified' ? 'verified' : 'notVerified', checks })
  appendLog(
    place.directory,
    record.id,
    `Read again: ${state === 'failed' ? 'it does not pass its checks any more' : state}`,
  )
  notifyDumps()
}

function isLoneFile(file: string): boolean {
  const stat = fs.statSync(file, { throwIfNoEntry: false })
  return stat?.isFile() === true && path.basename(file) !== 'manifest.json'
}

/** Of a file that comes alone, it can be told whether it is whole and holds no commands; nothing more is known of it. */
async function verifyFile(file: string, word: string, watch: Watch): Promise<Verification> {
  const { size } = fs.statSync(file)
  const part = /\.ts$/.test(file) ? ('types' as const) : ('data' as const)
  const options = { ...(watch.signal ? { signal: watch.signal } : {}) }
  const [found] = await inspectFiles([{ file, part, bytes: size, sha256: '' }], {
    ...options,
    onBytes: (total) => watch.onBytes?.(total, size),
  })
  const known = found ? [{ ...found, of: { ...found.of, sha256: found.sha256 } }] : []
  const checks: DumpCheck[] = judgeFiles(known).map((each) =>
    each.name === 'checksum'
      ? { ...each, state: 'notDone', message: 'No manifest says what was written' }
      : each,
  )
  const isBroken = checks.some(({ state }) => state === 'failed')
  const state = isBroken ? 'failed' : 'notVerified'
  return { formatVersion: 1, id: null, dump: word, state, checks, files: 1, bytes: size }
}
