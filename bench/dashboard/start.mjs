import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { findBrowser } from '../../bin/test/system-tools.mjs'
import { root } from '../paths.mjs'

/** Starts the dashboard over these databases and a browser, and waits until every environment was read once. */
export async function startDashboard(urls) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-bench-'))
  const variables = Object.entries(urls).map(([name, url]) => `${name.toUpperCase()}_DATABASE_URL=${url}\n`)
  fs.writeFileSync(path.join(folder, '.env.local'), variables.join(''))
  const program = path.join(root, 'bin', 'lockstep.mjs')
  const child = spawn(process.execPath, [program, '--port', '0'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const address = await addressOf(child)
  const browser = await chromium.launch({ executablePath: await findBrowser() })
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto(address)
  await page.getByRole('grid').waitFor({ timeout: 600_000 })
  await page.getByRole('button', { name: 'Check all now' }).waitFor({ timeout: 600_000 })
  await page.close()
  return {
    origin: new URL(address).origin,
    context,
    stop: async () => {
      await browser.close()
      child.kill('SIGINT')
      if (child.exitCode === null) await once(child, 'exit')
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function addressOf(child) {
  for await (const chunk of child.stdout) {
    const address = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(String(chunk))?.[0]
    if (address) return address
  }
  throw new Error('The dashboard ended before it told its address.')
}
