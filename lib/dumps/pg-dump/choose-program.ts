import { AppError } from '../../objects/app-error'
import type { DumpProgram } from '../dump-record'
import { BUNDLED_VERSION } from './bundled-package'
import { type FoundProgram, findPrograms } from './find-programs'

/** The pg_dump that a dump runs. */
export interface ChosenProgram extends DumpProgram {
  readonly name: 'pg_dump'
  /** Those of this machine that were not taken, each with the reason, as lines for people. */
  readonly passedOver: readonly string[]
}

/**
 * The oldest release of each major without known ways for a server to have code run where its dump is made or
 * restored. https://www.postgresql.org/support/security/ (CVE-2025-8714, CVE-2026-18408)
 */
const PATCHED_FLOOR: Readonly<Record<number, number>> = { 14: 25, 15: 20, 16: 16, 17: 12, 18: 7 }
const OLDEST_MAJOR = 14

interface Choice {
  /** Takes only this sort; the best of both unless told. */
  readonly build?: 'native' | 'bundled'
  /** Those of this machine; looked for unless told. */
  readonly installed?: readonly FoundProgram[]
}

/**
 * Chooses the pg_dump for a server: the newest of this machine that is of the server's major or a newer one and has the
 * security fixes of its major, else the one that came with us.
 * @throws AppError `E-PG-VERSION` when none is new enough, with those that were passed over.
 */
export async function chooseProgram(
  serverMajor: number,
  { build, installed }: Choice = {},
): Promise<ChosenProgram> {
  const found = build === 'bundled' ? [] : (installed ?? (await findPrograms()))
  const judged = found.map((program) => ({ ...program, objection: objectionTo(program, serverMajor) }))
  const passedOver = judged.flatMap(({ objection }) => objection ?? [])
  const [best] = judged.filter(({ objection }) => objection === null).sort(newestFirst)
  if (best) return { name: 'pg_dump', build: 'native', version: best.version, path: best.path, passedOver }
  if (build === 'native' || partsOf(BUNDLED_VERSION).major < serverMajor)
    throw noneFits(serverMajor, passedOver, build)
  return { name: 'pg_dump', build: 'bundled', version: BUNDLED_VERSION, path: null, passedOver }
}

function objectionTo({ path, version }: FoundProgram, serverMajor: number): string | null {
  const { major, minor } = partsOf(version)
  const subject = `${path} is pg_dump ${version}`
  if (major < serverMajor) return `${subject}: too old for a server of version ${serverMajor}.`
  if (major < OLDEST_MAJOR) return `${subject}: its major gets no security fixes any more.`
  const floor = PATCHED_FLOOR[major] ?? 0
  return minor < floor ? `${subject}: it lacks security fixes of ${major}.${floor}.` : null
}

function newestFirst(a: FoundProgram, b: FoundProgram): number {
  const [left, right] = [partsOf(a.version), partsOf(b.version)]
  return right.major - left.major || right.minor - left.minor
}

function partsOf(version: string): { major: number; minor: number } {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return { major, minor }
}

function noneFits(serverMajor: number, passedOver: readonly string[], build: Choice['build']): AppError {
  const builtIn = build === 'native' ? [] : [`The built-in pg_dump is ${BUNDLED_VERSION}.`]
  return new AppError({
    code: 'E-PG-VERSION',
    message: `No pg_dump on this machine can dump a server of version ${serverMajor}.`,
    hint: `Install the client programs of PostgreSQL ${serverMajor} or newer, with their latest fixes.`,
    detail: [...passedOver, ...builtIn].join(' ') || undefined,
  })
}
