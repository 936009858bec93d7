import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { AppError } from '../objects/app-error'
import { projectFolder } from './project-folder'
import { writeWhole } from './write-whole'

/** The intervals that can be set, in minutes. */
export const LONGEST_INTERVAL = 24 * 60

const settings = z.strictObject({
  checkEveryMinutes: z.number().int().min(1).max(LONGEST_INTERVAL).nullable(),
  /** Whether the migration files are replayed by themselves, so that they stand beside the environments. */
  replays: z.boolean().nullable().default(null),
})

/** What a team sets for the dashboard of a project, for all its browsers. */
export type ProjectSettings = Readonly<z.infer<typeof settings>>

const DEFAULTS: ProjectSettings = { checkEveryMinutes: null, replays: null }

const FILE = 'settings.json'

/** The settings of a project; the defaults where nothing valid was set. */
export function readSettings(projectDirectory: string): ProjectSettings {
  try {
    const text = fs.readFileSync(path.join(projectDirectory, '.lockstep', FILE), 'utf8')
    return settings.parse(JSON.parse(text))
  } catch {
    return DEFAULTS
  }
}

/** Keeps what is given among the settings of a project; the others stay. Throws AppError E-FILE-WRITE. */
export function writeSettings(projectDirectory: string, change: Partial<ProjectSettings>): void {
  const next = { ...readSettings(projectDirectory), ...change }
  try {
    const file = path.join(projectFolder(projectDirectory), FILE)
    writeWhole(file, `${JSON.stringify(next, null, 2)}\n`)
  } catch (error) {
    throw new AppError(
      {
        code: 'E-FILE-WRITE',
        message: 'The settings could not be kept',
        hint: 'Check that the folder .lockstep of the project is writable and has room. The settings from before still hold.',
        detail: (error as Error).message,
      },
      { cause: error },
    )
  }
}
