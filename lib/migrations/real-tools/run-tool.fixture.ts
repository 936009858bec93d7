import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { withConnection } from '../../postgres/connect'
import { named } from '../../postgres/connect.fixture'
import { createDatabase, majors, type TestDatabase } from '../../testing/servers'
import type { Histories, History } from '../history'
import type { MigrationFiles } from '../migration-file'
import { readFolder } from '../read-folder'
import { readHistories } from '../read-histories'

/** Where `npm run test:tools` has put the tools; without it these tests are skipped. */
const TOOLS = process.env.LOCKSTEP_REAL_TOOLS ?? ''
const [major = 18] = majors()

/** Whether the tools of npm are there, those of Python, and a program of the system. */
export const hasNpmTools = TOOLS !== '' && existsSync(path.join(TOOLS, 'npm', 'installed.json'))
export const hasPythonTools = TOOLS !== '' && existsSync(path.join(TOOLS, 'python', 'installed.json'))
export const hasProgram = (name: string): boolean =>
  TOOLS !== '' &&
  (process.env.PATH ?? '').split(path.delimiter).some((each) => existsSync(path.join(each, name)))

/** A file of an npm package among the tools. */
export const npmFile = (...parts: string[]): string => path.join(TOOLS, 'npm', 'node_modules', ...parts)

/** A program among the tools of Python. */
export const pythonTool = (name: string): string => path.join(TOOLS, 'python', 'bin', name)

/** A project of a tool in a folder of its own, with a database of its own. */
export interface ToolProject {
  readonly folder: string
  readonly database: TestDatabase
  write(files: Readonly<Record<string, string>>): Promise<void>
  /** Runs `node`, the program of an npm package, or any other, in the project; gives what it said. */
  run(program: string, ...args: string[]): Promise<string>
  histories(): Promise<Histories>
  /** The only record, which must be the tool's. */
  history(tool: string): Promise<History>
  files(folder: string, tool?: string): Promise<MigrationFiles>
}

/** What Graphile Migrate is configured with, for a project's database and one of its own to try out in. */
export function graphileConfig(url: string, shadowUrl: string): string {
  return JSON.stringify({
    connectionString: url,
    shadowConnectionString: shadowUrl,
    rootConnectionString: String(Object.assign(new URL(url), { pathname: '/postgres' })),
  })
}

export async function withProject(
  files: Readonly<Record<string, string>>,
  use: (project: ToolProject) => Promise<void>,
): Promise<void> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'lockstep-tool-'))
  const database = await createDatabase(major)
  try {
    await fs.symlink(path.join(TOOLS, 'npm', 'node_modules'), path.join(folder, 'node_modules'))
    const project = openProject(folder, database)
    await project.write(files)
    await use(project)
  } finally {
    await database.drop()
    await fs.rm(folder, { recursive: true, force: true })
  }
}

function openProject(folder: string, database: TestDatabase): ToolProject {
  const histories = () => withConnection(named('dev', database.url), {}, readHistories)
  return {
    folder,
    database,
    histories,
    write: async (files) => {
      for (const [name, text] of Object.entries(files)) {
        const place = path.join(folder, name)
        await fs.mkdir(path.dirname(place), { recursive: true })
        await fs.writeFile(place, text)
      }
    },
    run: async (program, ...args) => {
      const [command, before] = await commandOf(folder, program)
      const env: NodeJS.ProcessEnv = {
        ...process.env,
        DATABASE_URL: database.url,
        NO_COLOR: '1',
        NODE_ENV: 'development',
      }
      const { stdout, stderr } = await promisify(execFile)(command, [...before, ...args], {
        cwd: folder,
        env,
      })
      return stdout + stderr
    },
    history: async (tool) => {
      const all = await histories()
      const [history, ...others] = all.histories
      if (history?.tool !== tool || others.length > 0) throw new Error(`found ${JSON.stringify(all)}`)
      return history
    },
    files: async (name, tool) => {
      const found = await readFolder({ path: path.join(folder, name), name, ...(tool ? { tool } : {}) })
      if (!found) throw new Error(`${name} is in no format that is known`)
      return found
    },
  }
}

async function commandOf(folder: string, program: string): Promise<[string, string[]]> {
  if (program === 'node') return [process.execPath, []]
  if (path.isAbsolute(program) || !existsSync(path.join(folder, 'node_modules', program)))
    return [program, []]
  const place = path.join(folder, 'node_modules', program)
  const manifest = JSON.parse(await fs.readFile(path.join(place, 'package.json'), 'utf8'))
  const script = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[program]
  return [process.execPath, [path.join(await fs.realpath(place), script)]]
}
