import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDatabase, QUIET, type TestDatabase } from '../testing/servers'

const program = path.resolve(import.meta.dirname, '../../bin/lockstep.mjs')
const SCHEMA =
  'create table t (id int primary key, "odd\u202e\nname" text); create view v as select id from t;'

let source: TestDatabase
let target: TestDatabase
let directory: string

interface Outcome {
  readonly code: number
  readonly out: string
  readonly err: string
}

function run(args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const options = {
      cwd: directory,
      encoding: 'utf8' as const,
      env: {
        NODE_ENV: 'test' as const,
        PATH: process.env.PATH,
        HOME: directory,
        XDG_CACHE_HOME: path.join(os.tmpdir(), 'lockstep-cli-test'),
        ...env,
      },
    }
    execFile(process.execPath, [program, ...args], options, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err })
    })
  })
}

beforeAll(async () => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-cli-'))
  source = await createDatabase(QUIET, { sql: SCHEMA })
  target = await createDatabase(QUIET, { sql: `${SCHEMA} alter table t alter column id set default 7` })
  await run(['--version'])
})
afterAll(async () => {
  await Promise.all([source.drop(), target.drop()])
  fs.rmSync(directory, { recursive: true })
})

describe('lockstep diff', () => {
  test('exits 1 with the differences and 0 without, in words and in JSON', async () => {
    const different = await run(['diff', source.url, target.url, '--json'])
    expect(different.code).toBe(1)
    expect(JSON.parse(different.out)).toMatchObject({
      formatVersion: 1,
      identical: false,
      counts: { different: 1, byKind: { column: { different: 1 } } },
      differences: [
        { kind: 'column', address: ['public', 't', 'id'], fields: [{ source: null, target: '7' }] },
      ],
    })
    const words = await run(['diff', source.url, target.url])
    expect(words.out).toContain('Default or expression: (none) → 7')
    const same = await run(['diff', source.url, source.url, '--json'])
    expect(same.code).toBe(0)
    expect(JSON.parse(same.out).identical).toBe(true)
    expect((await run(['diff', source.url, target.url, '--markdown'])).out).toContain(
      '| medium | column public.t.id',
    )
  })

  test('never lets a name steer the terminal', async () => {
    const empty = await createDatabase(QUIET)
    const { out, code } = await run(['diff', source.url, empty.url])
    await empty.drop()
    expect(code).toBe(1)
    expect(out).not.toMatch(/\p{Cf}|(?!\n)\p{Cc}/u)
  })

  test('compares with a file that a snapshot made, and with a script', async () => {
    const file = path.join(directory, 'before.lockstep')
    expect((await run(['snapshot', source.url, '--output', file])).code).toBe(0)
    expect((await run(['diff', file, source.url])).code).toBe(0)
    expect((await run(['diff', 'before.lockstep', target.url])).code).toBe(1)
    const own = path.join('.lockstep', 'snapshots', 'before.lockstep')
    expect((await run(['snapshot', source.url, '--output', own])).code).toBe(0)
    expect(fs.readFileSync(path.join(directory, '.lockstep', '.gitignore'), 'utf8')).toBe('*\n')
    expect((await run(['snapshot', source.url, '--output', 'no/such/folder'])).code).toBe(2)
    expect((await run(['snapshot', source.url, '--output', '.'])).err).toContain('is a folder')
    const socket = path.join(directory, 'socket')
    const listening = net.createServer().listen(socket)
    await once(listening, 'listening')
    expect(await run(['snapshot', source.url, '--output', socket])).toMatchObject({
      code: 2,
      err: expect.stringContaining('is no file'),
    })
    expect(fs.statSync(socket).isSocket()).toBe(true)
    listening.close()
    fs.symlinkSync('before.lockstep', path.join(directory, 'latest.lockstep'))
    const saved = fs.readFileSync(file)
    expect((await run(['snapshot', target.url, '--output', 'latest.lockstep'])).code).toBe(0)
    expect(fs.lstatSync(path.join(directory, 'latest.lockstep')).isSymbolicLink()).toBe(true)
    expect(fs.readFileSync(file).equals(saved)).toBe(false)
    fs.writeFileSync(path.join(directory, 'schema.sql'), SCHEMA)
    const script = await run(['diff', 'schema.sql', source.url])
    expect(script.out + script.err).toContain('The same')
    expect(script.code).toBe(0)
    fs.writeFileSync(path.join(directory, 'broken.sql'), 'create table x (;')
    expect(await run(['diff', 'broken.sql', source.url])).toMatchObject({
      code: 2,
      err: expect.stringContaining('broken.sql:1'),
    })
  })

  test.each([
    [['diff', 'nowhere', 'nothing'], 'E-ORIGIN'],
    [['diff', 'postgres://nobody@127.0.0.1:1/x', 'postgres://nobody@127.0.0.1:1/x'], 'E-NET-REFUSED'],
    [['diff', 'only-one'], 'E-USAGE'],
    [['status'], 'E-CONF-NONE'],
  ])('%j is trouble, exit 2, with its code', async (args, code) => {
    const outcome = await run(args)
    expect(outcome).toMatchObject({ code: 2, out: '' })
    expect(outcome.err).toContain(code)
    const json = await run([...args, '--json'])
    expect(JSON.parse(json.out).error.code).toBe(code)
  })
})

test('lockstep status says how every environment stands to the reference', async () => {
  const env = { PROD_DATABASE_URL: source.url, STAGING_DATABASE_URL: target.url }
  const outcome = await run(['status'], env)
  expect(outcome.out).toMatch(/prod\s.*◆ reference/)
  expect(outcome.out).toMatch(/staging\s.*≠ 1 difference/)
  expect(outcome.code).toBe(1)
  const same = await run(['status', '--json'], { ...env, STAGING_DATABASE_URL: source.url })
  expect(same.code).toBe(0)
  const broken = await run(['status'], { ...env, STAGING_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/x' })
  expect(broken.code).toBe(2)
  expect(broken.out).toContain('? unknown')
})

test.each([['status'], ['migrations'], ['diff', 'prod', 'staging'], ['diff', 'staging', 'no-file']])(
  'lockstep %s says once and beside the answer that the variable of an environment is empty',
  async (...args) => {
    const env = { PROD_DATABASE_URL: '', STAGING_DATABASE_URL: source.url }
    const reason = 'PROD_DATABASE_URL (the process) was passed over: it is empty.'
    const { out, err } = await run([...args, '--json'], env)
    expect(err.split('\n').filter((line) => line === reason)).toHaveLength(1)
    expect(err).not.toContain('Found staging')
    const { error } = JSON.parse(out)
    if (args[1] === 'prod')
      expect(error).toMatchObject({ code: 'E-ORIGIN', hint: expect.stringContaining(reason) })
    else expect(out).not.toContain(reason)
  },
)

test('an environment that is not there is told with the variable that was passed over for it', async () => {
  const env = { PROD_DATABASE_URL: '', STAGING_DATABASE_URL: source.url }
  const { err } = await run(['dump', 'prod', '--check'], env)
  expect(err).toContain('E-ORIGIN')
  expect(err).toContain('PROD_DATABASE_URL (the process) was passed over: it is empty.')
})

test('a folder for temporary files that is not there is named by what needs one', async () => {
  const env = { LOCAL_DATABASE_URL: source.url, TMPDIR: path.join(directory, 'missing') }
  const { code, err } = await run(['dump', 'local', '--check'], env)
  expect(code).toBe(2)
  expect(err).toContain(`E-FOLDER: No folder could be made in ${env.TMPDIR}`)
})

test('a command in a folder that was deleted says so', async () => {
  const script = 'mkdir gone; cd gone; rmdir ../gone; exec "$0" "$1" status'
  const err = await new Promise((resolve) => {
    execFile('bash', ['-c', script, process.execPath, program], { cwd: directory }, (_, __, text) =>
      resolve(text),
    )
  })
  expect(err).toContain('E-FOLDER: The folder that Lockstep was started in is not there any more')
})

test('a name in a folder without environments is told with the folder', async () => {
  expect((await run(['diff', 'prod', 'staging'])).err).toContain(
    `No environments are configured in ${directory},`,
  )
})

test('whoever reads the answer may stop, and the exit code is that of the comparison', async () => {
  const script = '"$0" "$1" diff "$2" "$3" | (exec 0<&-; sleep 3)'
  const args = ['-o', 'pipefail', '-c', script, process.execPath, program, source.url]
  const codeOf = (url: string) =>
    new Promise((resolve) => {
      execFile('bash', [...args, url], { cwd: directory }, (error) => resolve(error ? error.code : 0))
    })
  expect(await codeOf(source.url)).toBe(0)
  expect(await codeOf('postgres://nobody@127.0.0.1:1/none')).toBe(2)
})

test('lockstep doctor shows seven steps and exits 1 when one fails', async () => {
  const env = { PROD_DATABASE_URL: source.url, DEV_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/x' }
  const outcome = await run(['doctor', '--json'], env)
  expect(outcome.code).toBe(1)
  const { reports } = JSON.parse(outcome.out)
  for (const { steps } of reports) expect(steps).toHaveLength(7)
  expect((await run(['doctor', 'prod'], env)).code).toBe(0)
  const twice = await run(['doctor'], { PROD_DATABASE_URL: source.url, QA_DATABASE_URL: source.url })
  expect(twice.err).toContain('Found qa in QA_DATABASE_URL (the process).')
  expect(twice.err).toContain('qa and prod lead to the same database.')
  expect(await run(['doctor', 'nobody'], env)).toMatchObject({
    code: 2,
    err: expect.stringContaining('E-ORIGIN'),
  })
})

test('a password given in an address is in no output and not in the process list', async () => {
  const password = 'canary+Pa55/w0rd'
  const address = new URL(source.url)
  address.password = encodeURIComponent(password)
  const child = spawn(process.execPath, [program, 'diff', address.href, address.href], { cwd: directory })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  const exited = new Promise((resolve) => child.on('exit', resolve))
  const title = () => fs.readFileSync(`/proc/${child.pid}/cmdline`, 'utf8')
  // A process that is just starting still shows its arguments; this lasts some hundredths of a second.
  if (fs.existsSync('/proc')) await expect.poll(title, { interval: 5 }).toMatch(/^lockstep/)
  const shown = fs.existsSync('/proc') ? title() : ''
  await exited
  expect(output).toContain('E-AUTH-PASS')
  for (const spelling of [password, encodeURIComponent(password), Buffer.from(password).toString('base64')]) {
    expect(output + shown).not.toContain(spelling)
  }
})

test('an error that repeats what was given holds no password, as JSON neither', async () => {
  for (const given of ['postgres://app:canary-8c1f@127.0.0.1:1/x', 'host=db password=canary-8c1f']) {
    for (const args of [['dump', given], ['doctor', given], ['diff', given, 'prod'], [given]]) {
      const { code, out, err } = await run([...args, '--json'], { PROD_DATABASE_URL: source.url })
      expect([code, JSON.parse(out).error.code]).toEqual([2, expect.stringMatching(/^E-/)])
      expect(out + err).not.toContain('canary-8c1f')
    }
  }
})

describe('where nobody can be told', () => {
  const code = (args: readonly string[], out: 'pipe' | number) =>
    new Promise<[code: number | null, err: string]>((resolve) => {
      const child = spawn(process.execPath, [program, ...args], {
        cwd: directory,
        stdio: ['ignore', out, 'pipe'],
      })
      let err = ''
      if (out === 'pipe') child.stderr?.destroy()
      else child.stderr?.on('data', (chunk) => (err += chunk))
      child.on('close', (given) => resolve([given, err]))
    })

  test('the exit code is that of the answer', async () => {
    expect(await code(['diff', 'nobody', 'knows'], 'pipe')).toEqual([2, ''])
  })

  test.skipIf(!fs.existsSync('/dev/full'))('an answer that cannot be written is trouble', async () => {
    const full = fs.openSync('/dev/full', 'w')
    const [given, err] = await code(['diff', source.url, source.url], full)
    fs.closeSync(full)
    expect(given).toBe(2)
    expect(err).toMatch(/^error: the answer could not be written: ENOSPC/)
  })
})
