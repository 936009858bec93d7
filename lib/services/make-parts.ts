import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { DumpPart } from '../dumps/dump-record'
import type { ChosenProgram } from '../dumps/pg-dump/choose-program'
import { runPgDump } from '../dumps/pg-dump/run-pg-dump'
import { heldPart } from '../dumps/restore/held-part'
import { rolesScript } from '../dumps/roles/roles-script'
import { schemaArguments } from '../dumps/schema/dump-arguments'
import { generateTypes } from '../dumps/types/generate-types'
import { notDumped } from '../dumps/verify/compare-objects'
import { AppError } from '../objects/app-error'
import type { DataOutcome, MadeFile, MadeParts, PartsJob } from './dump-job'
import { type DumpMoment, onMoment } from './dump-moment'
import { type DumpPlan, IN_FOLDER } from './dump-places'
import { NO_PASSWORDS } from './left-out'
import { makeData } from './make-data'
import { typesSchemas } from './types-schemas'

/** The order in which the parts of `all` are made: what is quick and may fail first, rows last. */
const ORDER: readonly DumpPart[] = ['roles', 'types', 'schema', 'data']

/** Makes the parts that were asked for, one after the other, all of one moment. */
export async function makeParts(job: PartsJob, progress: { hasRows: boolean }): Promise<MadeParts> {
  const { record, tools } = job
  const files: MadeFile[] = []
  const leavesOut: string[] = []
  let data: DataOutcome | null = null
  let typesBy: string | null = null
  let typesFailure: MadeParts['typesFailure'] = null
  let schemaObjects: MadeParts['schemaObjects'] = null
  for (const part of record.what === 'all' ? ORDER : [record.what as DumpPart]) {
    tools.signal.throwIfAborted()
    tools.log(`Making ${part}`)
    if (part === 'data') {
      data = await makeData(job, progress)
      files.push(...data.files)
      leavesOut.push(...data.leavesOut)
      continue
    }
    tools.meter.begin(part)
    const file = partFile(job.plan, part)
    if (part === 'roles') files.push(await makeRoles(job, file))
    if (part === 'schema') {
      const made = await makeSchema(job, file)
      files.push(made.file)
      schemaObjects = made.objects
    }
    if (part === 'types') {
      const made = await makeTypes(job, file)
      if (made.file) files.push(made.file)
      typesBy = made.by
      typesFailure = made.failure
    }
    leavesOut.push(...leftOutOf(part, job.moment))
  }
  return { files, data, typesBy, typesFailure, schemaObjects, leavesOut }
}

function partFile({ folder, files }: DumpPlan, part: Exclude<DumpPart, 'data'>): string {
  if (folder) return path.join(folder.partial, IN_FOLDER[part])
  return files.find((file) => file.part === part)?.partial as string
}

async function makeRoles({ moment }: PartsJob, file: string): Promise<MadeFile> {
  const text = await onMoment(moment, () => rolesScript(moment.connection.client, moment))
  return { part: 'roles', ...writePartial(file, text) }
}

interface MadeTypes {
  readonly file: MadeFile | null
  readonly by: string | null
  readonly failure: MadeParts['typesFailure']
}

/** A generator that fails on this database keeps nobody from having everything else, which is the backup. */
async function makeTypes({ record, moment, tools }: PartsJob, file: string): Promise<MadeTypes> {
  const schemas = typesSchemas(moment.snapshot, record.options.selection)
  tools.meter.at(schemas.join(', '))
  try {
    const { text, by } = await onMoment(moment, () => generateTypes(moment.connection.client, { schemas }))
    tools.log(`Types of ${schemas.join(', ')} by ${by}`)
    return { file: { part: 'types', ...writePartial(file, text) }, by, failure: null }
  } catch (error) {
    if (record.what !== 'all' || !isGeneratorFailure(error)) throw error
    tools.log(`${error.code}: ${error.message} (${error.detail})`)
    return { file: null, by: null, failure: error.toJSON() }
  }
}

function isGeneratorFailure(error: unknown): error is AppError {
  return error instanceof AppError && error.code === 'E-DUMP-TYPES'
}

async function makeSchema(
  { target, moment, program, tools }: PartsJob,
  file: string,
): Promise<{ file: MadeFile; objects: MadeParts['schemaObjects'] }> {
  const { isSupabase, snapshotId } = moment
  const written = await runPgDump({
    target,
    program: program as ChosenProgram,
    args: schemaArguments({ isSupabase, snapshotId }),
    filter: isSupabase ? 'supabaseSchema' : null,
    file,
    signal: tools.signal,
    onBytes: (total) => tools.meter.bytes(total),
    onLine: tools.log,
  })
  const { bytes, sha256, objects = null } = written
  return { file: { part: 'schema', file, bytes, sha256 }, objects }
}

function writePartial(file: string, text: string): Omit<MadeFile, 'part'> {
  const bytes = Buffer.from(text)
  if (bytes.length === 0) {
    throw new AppError({
      code: 'E-DUMP-EMPTY',
      message: 'What was to be written was empty, so the dump was given up',
      hint: 'Look at its log, then try again.',
    })
  }
  const handle = fs.openSync(file, 'wx', 0o600)
  try {
    fs.writeFileSync(handle, bytes)
    fs.fsyncSync(handle)
  } finally {
    fs.closeSync(handle)
  }
  return { file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** What somebody could expect in a part, and is not in it. */
function leftOutOf(part: DumpPart, { snapshot, isSupabase }: DumpMoment): string[] {
  if (part === 'roles') return [NO_PASSWORDS]
  if (part !== 'schema') return []
  const ofSnapshot = notDumped(heldPart(snapshot, isSupabase))
  if (!isSupabase) return ofSnapshot
  return [
    ...ofSnapshot,
    'Of the schema, what Supabase keeps in its own schemas (auth, storage, realtime, vault and the like): a new project has it.',
    'Secrets of the vault, objects of storage buckets and settings of the project, which no dump of a database holds.',
  ]
}
