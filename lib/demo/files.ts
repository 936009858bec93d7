import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DemoEnvironmentName } from './environments'

/** A migration file; the name is what follows the version in the file's name. */
export interface MigrationFile {
  readonly version: string
  readonly name: string
  readonly text: string
}

/** The demo's folder `lib/demo`, found from the bundle as well: up to our own package.json, then down. */
export function demoDir(): string {
  const start = path.dirname(fileURLToPath(import.meta.url))
  for (let dir = start; ; dir = path.dirname(dir)) {
    const manifest = path.join(dir, 'package.json')
    if (fs.existsSync(manifest) && JSON.parse(fs.readFileSync(manifest, 'utf8')).name === 'lockstep')
      return path.join(dir, 'lib', 'demo')
    if (dir === path.dirname(dir)) throw new Error(`No package.json of lockstep above ${start}`)
  }
}

/** The folder of the invoicing product whose environments the demo shows: where a team would start Lockstep. */
export function demoProjectDir(): string {
  return path.join(demoDir(), 'project')
}

/** Settings that a copied database does not bring along. */
export function readDatabaseSettings(): string {
  return read(demoDir(), 'database.sql')
}

/** The project's migrations by version. */
export function readMigrations(): Map<string, MigrationFile> {
  return migrationsIn(path.join(demoProjectDir(), 'supabase', 'migrations'))
}

/** Migrations that one environment ran in wording of its own, by version. */
export function readOwnMigrations(environment: DemoEnvironmentName): Map<string, MigrationFile> {
  return migrationsIn(path.join(demoDir(), 'environments', environment))
}

export function readSeed(): string {
  return read(demoProjectDir(), 'supabase', 'seed.sql')
}

/** What was done to an environment by hand. */
export function readDrift(environment: DemoEnvironmentName): string {
  return read(demoDir(), 'environments', `${environment}.sql`)
}

function migrationsIn(dir: string): Map<string, MigrationFile> {
  return new Map(
    readSqlFiles(dir).map(({ name, text }) => {
      const [version = '', title = ''] = name.split(/_(.*)/s)
      return [version, { version, name: title, text }]
    }),
  )
}

function readSqlFiles(dir: string): { name: string; text: string }[] {
  if (!fs.existsSync(dir)) return []
  const files = fs.readdirSync(dir).filter((file) => file.endsWith('.sql'))
  return files.sort().map((file) => ({ name: file.slice(0, -'.sql'.length), text: read(dir, file) }))
}

function read(...parts: string[]): string {
  return fs.readFileSync(path.join(...parts), 'utf8')
}
