import { z } from 'zod'
import { maskRuleSchema } from '../config/mask-rule-schema'
import { DATA_FORMATS, DUMP_PARTS, type DumpRecord } from './dump-record'

const error = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string(),
  detail: z.string().optional(),
  helpPath: z.string(),
})

const names = z.array(z.string())

const what = z.enum([...DUMP_PARTS, 'all'])

/** What can be asked of a dump. */
export const dumpOptionsSchema = z.strictObject({
  format: z.enum(DATA_FORMATS),
  isCompressed: z.boolean(),
  selection: z.strictObject({
    schemas: names.nullable(),
    tables: names.nullable(),
    excludeSchemas: names,
    excludeTables: names,
  }),
  masks: z.array(maskRuleSchema),
  skipsUnreadable: z.boolean(),
  testsRestore: z.boolean(),
})

export const dumpWhatSchema = what

const restoreTest = z.object({
  state: z.enum(['passed', 'failed', 'partly']),
  testedAt: z.string(),
  tookMs: z.number(),
  serverVersion: z.string(),
  objects: z.number(),
  differences: names,
  tables: z.number(),
  rows: z.number(),
  rowDifferences: names,
  notTested: names,
  error: error.nullable(),
})

const dumpRecord: z.ZodType<DumpRecord> = z.object({
  formatVersion: z.literal(1),
  id: z.string().regex(/^[A-Za-z0-9-]{1,100}$/),
  environment: z.string(),
  what,
  askedBy: z.enum(['dashboard', 'schedule', 'commandLine', 'restore']),
  options: dumpOptionsSchema,
  state: z.enum(['queued', 'running', 'verified', 'notVerified', 'failed', 'cancelled', 'interrupted']),
  askedAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  takenAt: z.iso.datetime().nullable(),
  server: z
    .object({ address: z.string(), version: z.string(), identity: z.string().nullable().optional() })
    .nullable(),
  route: z.enum(['direct', 'sessionPooler']).nullable(),
  program: z
    .object({
      name: z.enum(['pg_dump', 'lockstep']),
      version: z.string(),
      build: z.enum(['native', 'bundled']),
      path: z.string().nullable(),
    })
    .nullable(),
  typesBy: z.string().nullable(),
  files: z.array(
    z.object({
      part: z.enum(DUMP_PARTS),
      path: z.string().min(1),
      bytes: z.int().min(0),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
  tables: z.array(
    z.object({
      schema: z.string(),
      name: z.string(),
      rowsOnServer: z.int().min(0),
      rows: z.int().min(0),
      sha256: z.string().nullable(),
      masked: names,
    }),
  ),
  leavesOut: names,
  checks: z.array(
    z.object({
      name: z.enum(['ended', 'whole', 'checksum', 'objects', 'rows', 'commands', 'types']),
      state: z.enum(['passed', 'failed', 'notDone']),
      message: z.string(),
    }),
  ),
  fingerprint: z.string().nullable(),
  restoreTest: restoreTest.nullable(),
  isPinned: z.boolean(),
  error: error.nullable(),
})

/** What a text holds that should be the record of a dump. */
export type ReadRecord =
  | { readonly state: 'read'; readonly record: DumpRecord }
  /** Of a later version of Lockstep: not damaged, and not for us. */
  | { readonly state: 'newer'; readonly version: number }
  | { readonly state: 'damaged'; readonly reason: string }

/** Reads the JSON text of a record or manifest. Never throws. */
export function parseRecord(text: string): ReadRecord {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { state: 'damaged', reason: text === '' ? 'it is empty' : 'it is no JSON' }
  }
  const version = (value as { formatVersion?: unknown } | null)?.formatVersion
  if (typeof version === 'number' && version > 1) return { state: 'newer', version }
  const parsed = dumpRecord.safeParse(value)
  if (parsed.success) return { state: 'read', record: parsed.data }
  const [issue] = parsed.error.issues
  return { state: 'damaged', reason: `${issue?.path.join('.') || 'the whole'}: ${issue?.message}` }
}
