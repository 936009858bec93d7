/**
 * Leaves one migration out of folders that are not ours, asks lint about those that follow, and holds the first file of
 * which it says that the deploy fails against the one that fails in a replay. Prints a table for docs/real-migrations.md.
 *   node bench/left-out.mjs FOLDER [--only NAME] [--every N]
 * FOLDER holds clones, as for real-migrations.mjs.
 */

import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { importEntry } from './bundle.mjs'
import { inCache } from './paths.mjs'
import { table } from './report/table.mjs'

const options = { only: { type: 'string' }, every: { type: 'string', default: '1' } }
const { values, positionals } = parseArgs({ allowPositionals: true, options })
const projects = JSON.parse(
  fs.readFileSync(path.join(import.meta.dirname, 'migrations', 'projects.json'), 'utf8'),
)
const { makeLimitedShadow, supabasePrepared, stepsOf, replay, foretold } = await importEntry('left-out')

const rows = []
for (const project of projects) {
  if (values.only && !values.only.split(',').includes(project.name)) continue
  const clone = path.join(positionals[0] ?? '.', project.repository.replace('/', '+'))
  const gitDir = [path.join(clone, 'repo'), path.join(clone, '.git')].find((each) => fs.existsSync(each))
  if (!gitDir) continue
  const { ran, same, earlier, later, unsaid } = await leaveOut(project, gitDir)
  rows.push([project.name, ran, same, later, unsaid, earlier])
}
console.log(table(['project', 'left out', 'right', 'too late', 'not said', 'false alarm'], rows))

async function leaveOut({ name, folder, tool: known, major }, gitDir) {
  const place = inCache('real', name)
  fs.rmSync(place, { recursive: true, force: true })
  fs.mkdirSync(place, { recursive: true })
  const archive = execFileSync('git', [`--git-dir=${gitDir}`, 'archive', 'HEAD', folder], {
    maxBuffer: 1 << 30,
  })
  execFileSync('tar', ['-x', '-C', place], { input: archive })
  const { tool, steps } = await stepsOf(path.join(place, folder), folder, known)
  const isSupabase = tool === 'supabase'
  const searchPath = isSupabase ? '"$user", public, extensions' : null
  const open = () =>
    makeLimitedShadow(
      inCache('real-server', String(major)),
      major,
      isSupabase ? { prepared: supabasePrepared() } : {},
    )
  const counts = { ran: 0, same: 0, earlier: 0, later: 0, unsaid: 0 }
  const standIns = new Map()
  const before = await open()
  try {
    for (let at = 0; at + 1 < steps.length; at++) {
      if (at % Number(values.every) === 0) {
        const rest = steps.slice(at + 1)
        const said = await foretold(before, tool, rest)
        const happened = await firstFailure(open, steps, at, searchPath)
        counts.ran++
        counts[judge(said, happened)]++
        if (judge(said, happened) !== 'same') {
          console.error(name, 'without', steps[at].path, { said, at: rest[said?.place]?.path, happened })
        }
      }
      await replay(before, [steps[at]], { searchPath }, standIns)
    }
  } finally {
    await before.drop()
  }
  return counts
}

/** Where the files fail without one of them, by the place behind it; null where they do not. */
async function firstFailure(open, steps, at, searchPath) {
  const shadow = await open()
  try {
    const { failure } = await replay(shadow, steps.toSpliced(at, 1), { searchPath })
    if (!failure) return null
    const rest = steps.slice(at + 1)
    return { place: rest.findIndex((step) => step.path === failure.path), words: failure.message }
  } finally {
    await shadow.drop()
  }
}

function judge(said, happened) {
  if (said?.place === happened?.place) return 'same'
  if (!said) return 'unsaid'
  return !happened || said.place < happened.place ? 'earlier' : 'later'
}
