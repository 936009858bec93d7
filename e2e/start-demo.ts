import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { findBrowser } from '../bin/test/system-tools.mjs'

const root = path.resolve(import.meta.dirname, '..')

/**
 * Starts the demo as a user would, in an empty folder of its own, and tells the tests its address with the
 * token of this run in `LOCKSTEP_E2E_URL`. Ctrl-C ends it when the tests are over.
 */
export default async function startDemo(): Promise<() => Promise<void>> {
  if (!(await findBrowser())) {
    throw new Error(
      'No browser to test with: `npm test` installs one, or run `npx playwright install chromium`.',
    )
  }
  const project = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-e2e-'))
  fs.chmodSync(project, 0o755)
  const demo = spawn(process.execPath, [path.join(root, 'bin', 'lockstep.mjs'), 'demo', '--port', '0'], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  process.env.LOCKSTEP_E2E_URL = await printedAddress(demo)
  return async () => {
    demo.kill('SIGINT')
    if (demo.exitCode === null) await once(demo, 'exit')
    fs.rmSync(project, { recursive: true, force: true })
  }
}

/** The address the demo prints. Whatever else it says is shown when there is none within five minutes. */
function printedAddress(demo: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let words = ''
    const fail = (why: string) => {
      demo.kill('SIGKILL')
      reject(new Error(`The demo ${why}. It said:\n${words}`))
    }
    const timer = setTimeout(fail, 300_000, 'printed no address within five minutes')
    demo.once('exit', (code) => fail(`ended with code ${code}`))
    for (const stream of [demo.stdout, demo.stderr]) {
      stream?.on('data', (chunk) => {
        words += chunk
        const address = /http:\/\/127\.0\.0\.1:\d+\/\S*(?=\s)/.exec(words)?.[0]
        if (!address) return
        clearTimeout(timer)
        demo.removeAllListeners('exit')
        resolve(address)
      })
    }
  })
}
