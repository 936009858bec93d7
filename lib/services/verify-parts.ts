import fs from 'node:fs'
import path from 'node:path'
import type { DumpCheck, DumpedTable, DumpRecord } from '../dumps/dump-record'
import { heldPart } from '../dumps/restore/held-part'
import { compareObjects } from '../dumps/verify/compare-objects'
import { role } from '../kinds/role'
import { table } from '../kinds/table'
import { view } from '../kinds/view'
import { AppError } from '../objects/app-error'
import { text } from '../objects/row'
import { findRows } from '../objects/snapshot'
import { isPlatformRole } from '../supabase/platform-names'
import type { DumpTools, MadeParts } from './dump-job'
import type { DumpMoment } from './dump-moment'
import { type Inspection, inspectFiles } from './inspect-files'
import { check, judgeFiles, judgeRows, rowsFound } from './judge-files'
import { typesSchemas } from './types-schemas'

export interface VerifyJob {
  readonly record: DumpRecord
  readonly moment: DumpMoment
  readonly made: MadeParts
  readonly tools: DumpTools
}

/** What reading everything back showed. */
export interface Verified {
  readonly state: 'verified' | 'notVerified'
  readonly checks: readonly DumpCheck[]
  readonly tables: readonly DumpedTable[]
}

/**
 * Reads back all that was made, and holds it against the snapshot and the counts of the same moment.
 * @throws AppError E-DUMP-CHECK with the checks that failed, or the signal's reason.
 */
export async function verifyParts(job: VerifyJob): Promise<Verified> {
  const { made, tools } = job
  const found = await inspectFiles(made.files, {
    signal: tools.signal,
    onBytes: (total) => tools.meter.bytes(total),
    onFile: (file) => tools.meter.at(path.basename(file)),
  })
  const checks = [
    { name: 'ended', state: 'passed', message: 'Everything was written without an error' } as const,
    ...judgeFiles(found),
    ...judgeObjects(job, found),
    ...(made.data ? judgeRows(found, made.data.tables) : []),
    ...judgeTypes(job, found),
  ]
  for (const { name, state, message } of checks) tools.log(`Check ${name}: ${STATES[state]}. ${message}`)
  const failed = checks.filter(({ state }) => state === 'failed')
  if (failed.length > 0) {
    tools.note({ checks })
    throw didNotPass(failed)
  }
  const isComplete = checks.every(({ state }) => state === 'passed')
  return { state: isComplete ? 'verified' : 'notVerified', checks, tables: foundTables(made, found) }
}

const STATES = { passed: 'passed', failed: 'failed', notDone: 'could not be done' } as const

function foundTables({ data }: MadeParts, found: readonly Inspection[]): DumpedTable[] {
  const tables = data?.tables ?? []
  const rows = rowsFound(found, tables)
  return tables.map((each, place) => ({
    ...each,
    rows: rows[place]?.rows ?? 0,
    sha256: rows[place]?.sha256 ?? each.sha256,
  }))
}

/** Of the schema against the snapshot, of the roles by their names. */
function judgeObjects({ moment, made }: VerifyJob, found: readonly Inspection[]): DumpCheck[] {
  const schema = found.find(({ of }) => of.part === 'schema')
  const roles = found.find(({ of }) => of.part === 'roles')
  const missingRoles = roles ? rolesNotIn(fs.readFileSync(roles.of.file, 'utf8'), moment) : []
  if (!schema) return roles ? [check('objects', missingRoles, 'Every role of the server is in it')] : []
  const held = heldPart(moment.snapshot, moment.isSupabase)
  const dumped = made.schemaObjects ?? schema.contents?.objects ?? []
  const { expected, missing, unknown, unread } = compareObjects(held, dumped)
  const wrong = [
    ...missing.map((object) => `${object} is missing`),
    ...unknown.map((object) => `${object} is not in the database`),
    ...missingRoles,
  ]
  if (wrong.length === 0 && unread.length > 0) {
    const message = `The role may not read ${unread.join(', ')}, so nobody knows whether all of them are in it`
    return [{ name: 'objects', state: 'notDone', message }]
  }
  return [check('objects', wrong, `All ${expected} objects of the database at that moment are in it`)]
}

/** Of a Supabase database the platform's own roles are not dumped. */
function rolesNotIn(script: string, { snapshot, isSupabase }: DumpMoment): string[] {
  return findRows(snapshot, role, [])
    .map((row) => text(row, 'name'))
    .filter((name) => !(isSupabase && isPlatformRole(name)) && !name.startsWith('pg_'))
    .filter((name) => !new RegExp(`^CREATE ROLE "?${escaped(name)}"?;`, 'm').test(script))
    .map((name) => `role ${name} is missing`)
}

function escaped(name: string): string {
  return name.replaceAll('"', '""').replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

/** That the types name every table and view of their schemas. */
function judgeTypes({ record, moment, made }: VerifyJob, found: readonly Inspection[]): DumpCheck[] {
  if (made.typesFailure) {
    const { message, detail } = made.typesFailure
    return [{ name: 'types', state: 'notDone', message: `There are none: ${message} ${detail ?? ''}`.trim() }]
  }
  const types = found.find(({ of }) => of.part === 'types')
  if (!types) return []
  const written = fs.readFileSync(types.of.file, 'utf8')
  const schemas = typesSchemas(moment.snapshot, record.options.selection)
  const relations = [table, view].flatMap((kind) =>
    schemas.flatMap((schema) => findRows(moment.snapshot, kind, [schema])),
  )
  const missing = relations
    .filter((row) => !isNamed(written, text(row, 'name')))
    .map((row) => `${text(row, 'schema')}.${text(row, 'name')} has no type`)
  const isModule = /^export type Database\b/m.test(written)
  return [
    check(
      'types',
      isModule ? missing : ['They export no Database'],
      `Every table and view of ${schemas.join(', ')} has its types`,
    ),
  ]
}

/** As a key of an object type, with quotes where the name needs them. */
function isNamed(written: string, name: string): boolean {
  return [name, JSON.stringify(name), `'${name.replaceAll("'", "\\'")}'`].some((key) =>
    written.includes(` ${key}: {`),
  )
}

function didNotPass(failed: readonly DumpCheck[]): AppError {
  return new AppError({
    code: 'E-DUMP-CHECK',
    message: `The dump did not pass ${failed.length === 1 ? `its check of ${failed[0]?.name}` : `${failed.length} of its checks`}, so its files were removed`,
    hint: 'Look at the checks and at the log, then try again. If it happens again, please report it with the check that failed.',
    detail: failed.map(({ name, message }) => `${name}: ${message}`).join('\n'),
  })
}
