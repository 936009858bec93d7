import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { Configuration } from './configuration'
import { loadConfig } from './load-config'

/** A project folder with the given files, removed when the test ends. */
export function makeProject(files: Readonly<Record<string, string | Uint8Array>>): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'lockstep-config-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(directory, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
  return directory
}

/** The configuration of a project with the given files and process variables. */
export function loadProject(
  files: Readonly<Record<string, string | Uint8Array>>,
  environmentVariables: Readonly<Record<string, string>> = {},
): Promise<Configuration> {
  return loadConfig({ directory: makeProject(files), environmentVariables })
}
