/**
 * Replays the migration folders of projects that are not ours, holds each outcome against psql running the same scripts,
 * and prints a table for docs/real-migrations.md.
 *   node bench/real-migrations.mjs FOLDER [--only NAME]
 * FOLDER holds clones as `owner+name` (or `owner+name/repo`, a bare one); which projects is in bench/migrations/projects.json.
 */

import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { importEntry } from './bundle.mjs'
import { inCache } from './paths.mjs'
import { psqlEnv } from './psql-env.mjs'
import { table } from './report/table.mjs'

const TO_THE_END = 'to the end'
const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: 'string' } } })
const projects = JSON.parse(
  fs.readFileSync(path.join(import.meta.dirname, 'migrations', 'projects.json'), 'utf8'),
)
const { makeLimitedShadow, supabasePrepared, stepsOf, replay, countDifferences } =
  await importEntry('real-migrations')

const heads = [
  'project',
  'commit',
  'tool',
  'files',
  'Postgres',
  'outcome',
  'stood in for',
  'psql',
  'differences',
  'time',
]
const rows = []
for (const project of projects) {
  if (values.only && values.only !== project.name) continue
  const clone = path.join(positionals[0] ?? '.', project.repository.replace('/', '+'))
  const gitDir = [path.join(clone, 'repo'), path.join(clone, '.git')].find((each) => fs.existsSync(each))
  if (!gitDir) continue
  const row = await replayProject(project, gitDir).catch((error) => ({ outcome: error.message }))
  const name = `[${project.name}](https://github.com/${project.repository})`
  const facts = [row.files, project.major, row.outcome, row.standIns, row.psql, row.differences, row.time]
  rows.push([name, `\`${commitOf(gitDir)}\``, project.tool, ...facts.map((fact) => fact ?? '')])
  console.error(project.name, row.outcome)
}
console.log(table(heads, rows))

function commitOf(gitDir) {
  return git(gitDir, 'rev-parse', '--short=10', 'HEAD').toString().trim()
}

function git(gitDir, ...args) {
  return execFileSync('git', [`--git-dir=${gitDir}`, ...args], { maxBuffer: 1 << 30 })
}

async function replayProject(project, gitDir) {
  const place = inCache('real', project.name)
  fs.rmSync(place, { recursive: true, force: true })
  fs.mkdirSync(place, { recursive: true })
  const archive = git(gitDir, 'archive', 'HEAD', project.folder)
  execFileSync('tar', ['-x', '-C', place], { input: archive })
  const { tool, steps } = await stepsOf(path.join(place, project.folder), project.folder, project.tool)
  const options = tool === 'supabase' ? { prepared: supabasePrepared() } : {}
  const searchPath = tool === 'supabase' ? '"$user", public, extensions' : null
  const shadow = await makeLimitedShadow(
    inCache('real-server', String(project.major)),
    project.major,
    options,
  )
  const peer = await makeLimitedShadow(inCache('real-server', String(project.major)), project.major, options)
  try {
    const { failure, standIns, tookMs } = await replay(shadow, steps, { searchPath })
    const psql = runPsql(peer, steps, searchPath, place)
    const both = !failure && psql === TO_THE_END
    return {
      files: steps.length,
      outcome: failure ? `${placeOf(failure.path)}:${failure.line} ${failure.message}` : TO_THE_END,
      standIns: standIns.map(({ name }) => name).join(', '),
      psql,
      differences: both ? await countDifferences(shadow, peer) : '',
      time: `${(tookMs / 1000).toFixed(1)} s`,
    }
  } finally {
    await shadow.drop()
    await peer.drop()
  }
}

function placeOf(name) {
  return name.split('/').slice(-2).join('/')
}

/** The first error of psql on the scripts, each in a transaction unless it cannot run in one. */
function runPsql(shadow, steps, searchPath, place) {
  for (const { path: name, text } of steps) {
    const file = path.join(place, 'step.sql')
    fs.writeFileSync(file, text)
    const run = (...args) =>
      spawnSync('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', ...args, '-f', file], {
        encoding: 'utf8',
        env: psqlEnv(shadow, searchPath ? `-c search_path=${searchPath.replaceAll(' ', '')}` : ''),
      })
    const together = run('-1')
    const outcome = /cannot run inside a transaction|unsafe use of new value/.test(together.stderr)
      ? run()
      : together
    if (outcome.status !== 0) {
      const error = /step\.sql:(\d+): ERROR: +(.*)/.exec(outcome.stderr)
      return error ? `${placeOf(name)}:${error[1]} ${error[2]}` : outcome.stderr.slice(0, 200)
    }
  }
  return TO_THE_END
}
