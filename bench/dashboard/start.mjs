import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { findBrowser } from '../../bin/test/system-tools.mjs'
import { startProgram } from './program.mjs'

/** Starts the dashboard over these databases and a browser, and waits until every environment was read once. */
export async function startDashboard(urls) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-bench-'))
  const variables = Object.entries(urls).map(([name, url]) => `${name.toUpperCase()}_DATABASE_URL=${url}\n`)
  fs.writeFileSync(path.join(folder, '.env.local'), variables.join(''))
  const program = await startProgram([], folder)
  const browser = await chromium.launch({ executablePath: await findBrowser() })
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto(program.address)
  await page.getByRole('grid').waitFor({ timeout: 600_000 })
  await page.getByRole('button', { name: 'Check all now' }).waitFor({ timeout: 600_000 })
  await page.close()
  return {
    origin: new URL(program.address).origin,
    context,
    stop: async () => {
      await browser.close()
      await program.stop()
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}
