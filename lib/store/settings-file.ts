import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { DumpOptions, DumpWhat } from '../dumps/dump-record'
import { dumpOptionsSchema, dumpWhatSchema } from '../dumps/record-schema'
import { AppError } from '../objects/app-error'
import { projectFolder } from './project-folder'
import { writeWhole } from './write-whole'

/** The intervals that can be set, in minutes. */
export const LONGEST_INTERVAL = 24 * 60

/** How many missed runs of a schedule are remembered, the latest. */
export const MOST_MISSED = 20

/** A dump that is made again and again while a dashboard runs. Times are ISO 8601 by this machine's clock. */
export interface DumpSchedule {
  readonly id: string
  readonly environment: string
  readonly what: DumpWhat
  /** Five parts: minute, hour, day of month, month, day of week; by the clock and zone of this machine. */
  readonly cron: string
  readonly options: Partial<DumpOptions>
  readonly isOn: boolean
  /** What came due until then has run, or was missed. */
  readonly handledUntil: string
  readonly lastRunAt: string | null
  /** When it came due and no dashboard ran, the latest first. */
  readonly missed: readonly string[]
}

const time = z.iso.datetime()

const schedule: z.ZodType<DumpSchedule> = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9-]{1,100}$/),
  environment: z.string(),
  what: dumpWhatSchema,
  cron: z.string().max(200),
  options: dumpOptionsSchema.partial(),
  isOn: z.boolean(),
  handledUntil: time,
  lastRunAt: time.nullable(),
  missed: z.array(time).max(MOST_MISSED),
})

const settings = z.strictObject({
  checkEveryMinutes: z.number().int().min(1).max(LONGEST_INTERVAL).nullable(),
  /** Whether the migration files are replayed by themselves, so that they stand beside the environments. */
  replays: z.boolean().nullable().default(null),
  dumpSchedules: z.array(schedule).max(200).default([]),
  /** Null where the configuration file says it. */
  dumpRetention: z
    .strictObject({ keep: z.int().min(1).nullable(), days: z.int().min(1).nullable() })
    .nullable()
    .default(null),
})

/** What a team sets for the dashboard of a project, for all its browsers. */
export type ProjectSettings = Readonly<z.infer<typeof settings>>

const DEFAULTS: ProjectSettings = {
  checkEveryMinutes: null,
  replays: null,
  dumpSchedules: [],
  dumpRetention: null,
}

const FILE = 'settings.json'
const DAMAGED = 'settings.damaged.json'

/**
 * The settings of a project; the defaults where nothing was set. A file that is damaged is set aside under another name,
 * of which `settingsProblem` tells; one that cannot be read, or is of a newer version, is left as it is.
 */
export function readSettings(projectDirectory: string): ProjectSettings {
  return read(projectDirectory).settings
}

/** What is wrong with the settings of a project, for people; null when nothing is. */
export function settingsProblem(projectDirectory: string): string | null {
  const { problem } = read(projectDirectory)
  if (problem) return problem
  return fs.existsSync(path.join(projectDirectory, '.lockstep', DAMAGED))
    ? `The settings were damaged, and were set aside as .lockstep/${DAMAGED}. Set again what you need, such as schedules, then remove that file.`
    : null
}

/** Keeps what is given among the settings of a project; the others stay. Throws AppError E-FILE-WRITE. */
export function writeSettings(projectDirectory: string, change: Partial<ProjectSettings>): void {
  const { settings: before, problem } = read(projectDirectory)
  if (problem) throw notKept(new Error(problem))
  try {
    const file = path.join(projectFolder(projectDirectory), FILE)
    writeWhole(file, `${JSON.stringify({ ...before, ...change }, null, 2)}\n`)
  } catch (error) {
    throw notKept(error)
  }
}

interface Read {
  readonly settings: ProjectSettings
  /** Why the file holds something that must not be written over. */
  readonly problem: string | null
}

function read(projectDirectory: string): Read {
  const file = path.join(projectDirectory, '.lockstep', FILE)
  let text: string
  try {
    text = fs.readFileSync(file, 'utf8')
  } catch (error) {
    const isAbsent = ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')
    return { settings: DEFAULTS, problem: isAbsent ? null : `The settings could not be read: ${error}` }
  }
  const parsed = parse(text)
  if (parsed?.success) return { settings: parsed.data, problem: null }
  const isNewer = parsed?.error.issues.every(({ code }) => code === 'unrecognized_keys')
  if (isNewer)
    return { settings: DEFAULTS, problem: 'The settings were made by a newer version of Lockstep.' }
  return { settings: DEFAULTS, problem: setAside(file) }
}

function parse(text: string) {
  try {
    return settings.safeParse(JSON.parse(text))
  } catch {
    return null
  }
}

/** Gives what keeps the damaged file where it is, or null. */
function setAside(file: string): string | null {
  try {
    fs.renameSync(file, path.join(path.dirname(file), DAMAGED))
    return null
  } catch (error) {
    return `The settings are damaged, and could not be set aside: ${error}`
  }
}

function notKept(cause: unknown): AppError {
  return new AppError(
    {
      code: 'E-FILE-WRITE',
      message: 'The settings could not be kept',
      hint: 'Check that the folder .lockstep of the project is writable and has room. The settings from before still hold.',
      detail: (cause as Error).message,
    },
    { cause },
  )
}
