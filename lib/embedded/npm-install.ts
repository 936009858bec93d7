import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { endWithUs } from './end-with-us'
import { npmCommand } from './npm-command.mjs'

const run = promisify(execFile)

/**
 * Installs one package of an exact version below a folder, outside our own dependencies and without running its
 * scripts. What it would rather have beside it is left out. Throws execFile's error with npm's own words.
 */
export async function npmInstall(prefix: string, what: string): Promise<void> {
  const flags = ['--ignore-scripts', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--silent']
  const args = ['install', '--prefix', prefix, ...flags, '--legacy-peer-deps', '--prefer-offline', what]
  const options = { cwd: prefix, timeout: 180_000, maxBuffer: 16 << 20 }
  const [command, ...first] = npmCommand()
  const installing = run(command, [...first, ...args], {
    ...options,
    shell: command === 'npm' && process.platform === 'win32',
  })
  const letGo = endWithUs(installing.child, 'SIGTERM')
  await installing.finally(letGo)
}
