import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { findBrowser } from '../../bin/test/system-tools.mjs'
import { startProgram } from './program.mjs'

/** Fetched when it is run, because nothing else needs it; this version still runs on Node 20. */
const LIGHTHOUSE = 'lighthouse@12.8.2'
const PAGES = ['/overview', '/compare/prod/staging', '/policies', '/environments', '/settings']
const RUNS = 3
/** It asks to be run again where a trace of the browser began too late. */
const TRIES = 3

/**
 * Has Lighthouse look at pages of the demo, as on a desktop, each three times.
 * @returns by page the median score of each category, and what was found wanting in any run
 */
export async function measureLighthouse() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-lighthouse-'))
  fs.chmodSync(folder, 0o755)
  const demo = await startProgram(['demo'], folder)
  const port = await freePort()
  const context = await chromium.launchPersistentContext(path.join(folder, 'browser'), {
    executablePath: await findBrowser(),
    args: [`--remote-debugging-port=${port}`],
  })
  try {
    const page = await context.newPage()
    await page.goto(demo.address)
    await page.getByRole('grid').waitFor({ timeout: 120_000 })
    const { origin } = new URL(demo.address)
    const results = {}
    for (const at of PAGES) {
      const reports = []
      for (let run = 0; run < RUNS; run++) reports.push(await runLighthouse(origin + at, port, folder))
      results[at] = summarize(reports)
    }
    return results
  } finally {
    await context.close()
    await demo.stop()
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

async function runLighthouse(url, port, folder) {
  const file = path.join(folder, 'report.json')
  const categories = '--only-categories=performance,accessibility,best-practices'
  const how = ['--preset=desktop', '--disable-storage-reset', '--quiet', categories]
  const where = [`--port=${port}`, '--output=json', `--output-path=${file}`]
  for (let left = TRIES; left > 0; left--) {
    const child = spawn('npx', ['--yes', LIGHTHOUSE, url, ...how, ...where], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const [code] = await once(child, 'exit')
    if (code === 0) return JSON.parse(fs.readFileSync(file, 'utf8'))
  }
  throw new Error(`Lighthouse ended ${TRIES} times with an error at ${url}`)
}

function summarize(reports) {
  const categories = Object.values(reports[0].categories).map(({ id, title }) => ({
    title,
    score: median(reports.map((report) => Math.round(report.categories[id].score * 100))),
  }))
  const wanting = reports.flatMap(({ categories, audits }) =>
    Object.values(categories).flatMap(({ auditRefs }) =>
      auditRefs.filter(({ id, weight }) => weight > 0 && (audits[id].score ?? 1) < 0.9).map(({ id }) => id),
    ),
  )
  return { categories, wanting: [...new Set(wanting)] }
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}
