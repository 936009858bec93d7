import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { z } from 'zod'
import { AppError } from '../objects/app-error'
import type { Diagnostic } from '../objects/diagnostic'
import { type Kind, kindColumns, lineColumns } from '../objects/kind'
import { lineCount, lineText, NO_LINES, splitLines } from '../objects/lines'
import { knownNeeds, makeTextOfNeeds, NEEDS, needsOfText, textOfNeeds } from '../objects/needed-objects'
import { parseCopyValue } from '../objects/row'
import { fingerprint, type KindLines, type Snapshot } from '../objects/snapshot'
import { writeWhole } from './write-whole'

/** The first bytes of a snapshot once unpacked; the number is the version of the layout. */
const MAGIC = 'lockstep snapshot '
const VERSION = 1

/** Larger than any schema that was ever met, smaller than what would bring a laptop down. */
const MAX_UNPACKED_BYTES = 2 ** 30

const headerSchema = z.object({
  name: z.string(),
  server: z.object({ version: z.string(), major: z.number() }),
  readAt: z.string(),
  fingerprint: z.string(),
  leavesOut: z.array(z.string()),
  blindSpots: z.array(
    z.object({
      kind: z.string(),
      reason: z.enum(['permission', 'busy', 'failed']),
      count: z.number().optional(),
      message: z.string(),
    }),
  ),
  diagnostics: z.array(
    z.object({
      code: z.string(),
      message: z.string(),
      kind: z.string().optional(),
      count: z.number().optional(),
    }),
  ),
  kinds: z.array(
    z.object({
      kind: z.string(),
      columns: z.array(z.string()),
      bytes: z.number(),
      /** Of what its objects need, which stands behind the lines of all kinds. */
      needsBytes: z.number().optional(),
      busy: z.array(z.number()),
    }),
  ),
})

/**
 * Writes a snapshot to a file that only its owner may read: gzip of a line with the layout's version, a line with the
 * SHA-256 of the rest, a JSON line that describes it, and the lines of all kinds. The file appears whole or not at all.
 * Throws AppError E-FILE-WRITE.
 */
export async function writeSnapshotFile(file: string, snapshot: Snapshot, kinds: ReadonlyMap<string, Kind>) {
  for (const held of snapshot.kinds.values()) await prepareNeeds(held)
  const read = [...snapshot.kinds].map(([kind, held]) => ({ kind, ...held, needsBytes: bytesOfNeeds(held) }))
  const header: z.infer<typeof headerSchema> = {
    name: snapshot.name,
    server: snapshot.server,
    readAt: snapshot.readAt,
    fingerprint: fingerprint(snapshot),
    leavesOut: [...(snapshot.leavesOut ?? [])],
    blindSpots: [...snapshot.blindSpots],
    diagnostics: [...snapshot.diagnostics],
    kinds: read.map(({ kind, lines, busy, needsBytes }) => ({
      kind,
      columns: columnsOf(kinds.get(kind)),
      bytes: lines.bytes.length,
      needsBytes: needsBytes.length,
      busy: [...busy],
    })),
  }
  const body = Buffer.concat([
    Buffer.from(`${JSON.stringify(header)}\n`),
    ...read.map(({ lines }) => lines.bytes),
    ...read.map(({ needsBytes }) => needsBytes),
  ])
  const packed = await promisify(gzip)(
    Buffer.concat([Buffer.from(`${MAGIC}${VERSION}\n${sha256(body)}\n`), body]),
  )
  writeDurably(file, packed)
}

function columnsOf(kind: Kind | undefined): string[] {
  return kind ? lineColumns(kind) : []
}

/** The text of many needs takes long to make: others have their turn meanwhile. */
async function prepareNeeds({ lines, needs }: KindLines): Promise<void> {
  if (!needs) return
  for (const _ of makeTextOfNeeds(needs, lineCount(lines))) await nextTurn()
}

function bytesOfNeeds({ lines, needs }: KindLines): Uint8Array {
  const count = lineCount(lines)
  return needs && count > 0 ? textOfNeeds(needs, count).bytes : NO_LINES.bytes
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function writeDurably(file: string, bytes: Uint8Array): void {
  try {
    writeWhole(file, bytes)
  } catch (error) {
    throw new AppError(
      {
        code: 'E-FILE-WRITE',
        message: `The snapshot could not be written to ${file}`,
        hint: 'Check that the folder exists, is writable and has room. What was there before is unchanged.',
        detail: (error as Error).message,
      },
      { cause: error },
    )
  }
}

/**
 * Reads a snapshot file. Kinds that another version of Lockstep read differently, or not at all, are left unread, with a
 * diagnostic: they are unknown, not equal. Throws AppError E-FILE-READ when there is no reading it, and E-SNAPSHOT when it is not a
 * whole snapshot of a version we know.
 */
export async function readSnapshotFile(file: string, kinds: ReadonlyMap<string, Kind>): Promise<Snapshot> {
  const unpacked = await unpack(file, readBytes(file))
  const [magic, digest, body] = splitHead(unpacked)
  const version = Number(magic.slice(MAGIC.length))
  if (!magic.startsWith(MAGIC) || !Number.isInteger(version))
    throw notASnapshot(file, 'it begins with other words')
  if (version > VERSION) {
    throw new AppError({
      code: 'E-SNAPSHOT',
      message: `${file} was made by a newer version of Lockstep`,
      hint: 'Update Lockstep here, or take the snapshot again with this version.',
      detail: `layout ${version}; this version knows up to ${VERSION}`,
    })
  }
  if (sha256(body) !== digest)
    throw notASnapshot(file, 'its checksum does not match: it is damaged or cut short')
  return snapshotOf(file, body, kinds)
}

function readBytes(file: string): Buffer {
  try {
    const { size } = fs.statSync(file)
    if (size > MAX_UNPACKED_BYTES) throw notASnapshot(file, `it is too large: ${size} bytes`)
    return fs.readFileSync(file)
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError(
      {
        code: 'E-FILE-READ',
        message: `The file ${file} could not be read`,
        hint: 'Check the name and that you may read it.',
        detail: (error as Error).message,
      },
      { cause: error },
    )
  }
}

async function unpack(file: string, bytes: Buffer): Promise<Buffer> {
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: MAX_UNPACKED_BYTES })
  } catch (error) {
    throw notASnapshot(file, (error as Error).message)
  }
}

function splitHead(unpacked: Buffer): [magic: string, digest: string, body: Buffer] {
  const first = unpacked.indexOf(10)
  const second = unpacked.indexOf(10, first + 1)
  return [
    unpacked.toString('latin1', 0, Math.min(Math.max(first, 0), 100)),
    unpacked.toString('latin1', first + 1, Math.max(second, 0)),
    unpacked.subarray(second + 1),
  ]
}

function snapshotOf(file: string, body: Buffer, kinds: ReadonlyMap<string, Kind>): Snapshot {
  const end = body.indexOf(10)
  const header = readHeader(file, body.toString('utf8', 0, end))
  const read = new Map<string, KindLines>()
  const diagnostics = header.diagnostics as Diagnostic[]
  let at = end + 1
  let needsAt = at + header.kinds.reduce((sum, { bytes }) => sum + bytes, 0)
  for (const { kind, columns, bytes, needsBytes = 0, busy } of header.kinds) {
    const lines = splitLines(new Uint8Array(body.subarray(at, at + bytes)))
    const needs = splitLines(new Uint8Array(body.subarray(needsAt, needsAt + needsBytes)))
    at += bytes
    needsAt += needsBytes
    const known = kinds.get(kind)
    const held = { lines, busy: new Set(busy), needs: needsBytes > 0 ? needsOfText(needs) : undefined }
    if (columns.join() === columnsOf(known).join()) read.set(kind, held)
    else if (known && columns.join() === kindColumns(known).join()) read.set(kind, splitNeeds(held, columns))
    else diagnostics.push(readByOtherVersion(kind))
  }
  const { name, server, readAt, blindSpots, leavesOut } = header
  const told = new Set([
    ...leavesOut,
    ...header.kinds.map(({ kind }) => kind),
    ...blindSpots.map(({ kind }) => kind),
  ])
  for (const { name: kind, since = 0 } of kinds.values())
    if (!told.has(kind) && server.major >= since) diagnostics.push(readByOtherVersion(kind))
  return {
    name: `${path.basename(file)} (${name})`,
    origin: 'file',
    server,
    readAt,
    kinds: read,
    blindSpots,
    diagnostics,
    leavesOut,
  }
}

function readHeader(file: string, text: string): z.infer<typeof headerSchema> {
  try {
    return headerSchema.parse(JSON.parse(text))
  } catch {
    throw notASnapshot(file, 'its head is not understood; another version of Lockstep may have made it')
  }
}

/** Earlier versions wrote what an object needs into its line. */
function splitNeeds({ lines, busy }: KindLines, columns: readonly string[]): KindLines {
  const needs: (string | null)[] = []
  const texts = Array.from({ length: lineCount(lines) }, (_, line) => {
    const values = lineText(lines, line).split('\t')
    needs.push(parseCopyValue(values.splice(columns.indexOf(NEEDS), 1)[0] ?? ''))
    return `${values.join('\t')}\n`
  })
  return { lines: splitLines(Buffer.from(texts.join(''))), busy, needs: knownNeeds(needs) }
}

function readByOtherVersion(kind: string): Diagnostic {
  return {
    code: 'readByOtherVersion',
    kind,
    message: `Another version of Lockstep saved the snapshot and read kind ${kind} differently or not at all; take a new snapshot to compare it.`,
  }
}

function notASnapshot(file: string, detail: string): AppError {
  return new AppError({
    code: 'E-SNAPSHOT',
    message: `${file} is not a whole Lockstep snapshot`,
    hint: 'Make one with `lockstep snapshot ORIGIN --output FILE`. A copy that was interrupted has to be made again.',
    detail,
  })
}
