/**
 * Asks a running dashboard for the table of migrations: files of one folder in six environments whose records differ.
 *   node bench/migrations.mjs [--files 2000]
 * Needs Chromium. Writes its part of docs/benchmarks-migrations.md.
 */

import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { findBrowser } from '../bin/test/system-tools.mjs'
import { importEntry } from './bundle.mjs'
import { startProgram } from './dashboard/program.mjs'
import { median } from './measure/medians.mjs'
import { noteResult } from './migrations/report.mjs'
import { commitAll, writeMigrations } from './migrations/write-files.mjs'
import { writeRecords } from './migrations/write-records.mjs'
import { startServer } from './server.mjs'

const WARM = 20
const CHANGES = 5

const { values } = parseArgs({ options: { files: { type: 'string', default: '2000' } } })
const { KEY_HEADER, KEY_STORAGE_KEY } = await importEntry('migrations')
const folder = writeMigrations(Number(values.files))
const project = path.dirname(path.dirname(folder))
commitAll(project)
const server = await startServer(18)
try {
  configure(await writeRecords(server, folder))
  noteResult(`table ${values.files}`, await measure())
} finally {
  await server.stop()
}

function configure(urls) {
  const variable = (name) => `${name.toUpperCase()}_DATABASE_URL`
  const environments = Object.keys(urls).map((name) => ({ name, url: { env: variable(name) } }))
  const config = { environments, migrations: [{ folder: 'supabase/migrations' }] }
  fs.writeFileSync(path.join(project, 'lockstep.config.json'), JSON.stringify(config))
  const lines = Object.entries(urls).map(([name, url]) => `${variable(name)}="${url}"\n`)
  fs.writeFileSync(path.join(project, '.env.local'), lines.join(''))
}

async function measure() {
  fs.rmSync(path.join(project, '.lockstep'), { recursive: true, force: true })
  const program = await startProgram([], project)
  const browser = await chromium.launch({ executablePath: await findBrowser() })
  try {
    const page = await browser.newPage()
    await page.goto(program.address)
    await page.waitForFunction((key) => localStorage.getItem(key), KEY_STORAGE_KEY)
    // A page that asks for nothing by itself.
    await page.goto(`${new URL(program.address).origin}/help`)
    const get = (search = '') => page.evaluate(getMigrations, { search, KEY_HEADER, KEY_STORAGE_KEY })
    const first = await get()
    let answer = first
    while (answer.checked < 6) answer = await get()
    const checked = await get()
    const warm = []
    for (let i = 0; i < WARM; i++) warm.push((await get(`?offset=${i * 100}`)).ms)
    const changed = []
    const [newest] = fs.readdirSync(folder).sort().slice(-1)
    for (let i = 0; i < CHANGES; i++) {
      fs.appendFileSync(path.join(folder, newest), `select ${i};\n`)
      changed.push((await get()).ms)
    }
    return {
      files: Number(values.files),
      total: answer.total,
      findings: answer.findings,
      first: first.ms,
      checked: checked.ms,
      changed: median(changed),
      warm: median(warm),
      bytes: answer.bytes,
    }
  } finally {
    await browser.close()
    await program.stop()
  }
}

/** Runs in the page: one request as the page of migrations makes it. */
async function getMigrations({ search, KEY_HEADER, KEY_STORAGE_KEY }) {
  const startedAt = performance.now()
  const headers = { [KEY_HEADER]: localStorage.getItem(KEY_STORAGE_KEY) }
  const response = await fetch(`/api/migrations${search}`, { headers, cache: 'no-store' })
  const text = await response.text()
  const ms = performance.now() - startedAt
  const { environments, total, findingsTotal } = JSON.parse(text)
  const checked = environments.filter(({ counts }) => counts !== null).length
  return { ms, checked, total, findings: findingsTotal, bytes: text.length }
}
