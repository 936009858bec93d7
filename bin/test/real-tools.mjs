import fs from 'node:fs'
import path from 'node:path'
import { inRoot } from '../setup/paths.mjs'
import { runProgram } from '../setup/run-program.mjs'
import { findProgram } from './find-program.mjs'

/** The tools that readers of migrations are held against, at the versions with which they were written. */
const NPM = [
  '@mikro-orm/core@6.6.16',
  '@mikro-orm/migrations@6.6.16',
  '@mikro-orm/postgresql@6.6.16',
  '@prisma/adapter-pg@6.19.0',
  'dbmate@2.36.0',
  'drizzle-orm@0.45.4',
  'drizzle-orm-1@npm:drizzle-orm@1.0.0-rc.5-ab785fc',
  'graphile-migrate@1.4.1',
  'knex@3.3.0',
  'kysely@0.28.18',
  'liquibase@4.28.1',
  'node-pg-migrate@9.0.0',
  'pg@8.23.1',
  'prisma@6.19.0',
  'reflect-metadata@0.2.2',
  'sequelize@6.37.8',
  'sequelize-cli@6.6.5',
  'supabase@3.1.0',
  'typeorm@1.1.1',
]
const PYTHON = ['Django==5.2.17', 'alembic==1.20.0', 'psycopg2-binary==2.9.13']
const PROGRAMS = [
  ['java', 'default-jre-headless'],
  ['ruby', 'ruby ruby-activerecord ruby-pg'],
  ['sqitch', 'sqitch libdbd-pg-perl'],
]

/**
 * Installs the tools below `.cache/real-tools`, unless they are there at these versions.
 * @returns the folder; a tool that could not be had is told on the way and has no folder in it.
 */
export async function ensureRealTools() {
  const folder = inRoot('.cache', 'real-tools')
  fs.mkdirSync(folder, { recursive: true })
  await once(path.join(folder, 'npm'), NPM, async (place) => {
    fs.writeFileSync(path.join(place, 'package.json'), '{ "private": true }\n')
    const flags = ['--save-exact', '--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps']
    return await runProgram('npm', ['install', '--prefix', place, ...flags, ...NPM])
  })
  await once(path.join(folder, 'python'), PYTHON, async (place) => {
    const made = await runProgram('python3', ['-m', 'venv', place])
    return made.code === 0
      ? await runProgram(path.join(place, 'bin', 'pip'), ['install', '-q', ...PYTHON])
      : made
  })
  for (const [program, packages] of PROGRAMS) {
    if (!findProgram(program)) console.log(`${program} is not installed (Debian: apt install ${packages}).`)
  }
  return folder
}

async function once(place, wanted, install) {
  const mark = path.join(place, 'installed.json')
  const text = JSON.stringify(wanted)
  if (fs.existsSync(mark) && fs.readFileSync(mark, 'utf8') === text) return
  fs.rmSync(place, { recursive: true, force: true })
  fs.mkdirSync(place, { recursive: true })
  const { code } = await install(place)
  if (code === 0) fs.writeFileSync(mark, text)
  else console.log(`${path.basename(place)}: its tools could not be installed, so they are not tested.`)
}
