import { chmodSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { Configuration } from './configuration'
import { loadConfig } from './load-config'
import { describeProblem, problemsError } from './problem'
import { loadProject, makeProject } from './project.fixture'

const two = JSON.stringify({
  environments: [
    { name: 'dev', url: { env: 'DEV_URL' } },
    { name: 'prod', url: { env: 'PROD_URL' } },
  ],
})
const devUrl = 'postgres://app:Can4ryDev@dev.example/app'
const prodUrl = 'postgres://app:Can4ryProd@prod.example/app'

const shape = ({ environments }: Configuration) =>
  environments.map(({ name, isReference, source, connection }) => [
    name,
    isReference,
    source,
    connection.state === 'ready' ? connection.target.address.host : connection.error.code,
  ])

describe('with a configuration file', () => {
  it('takes addresses from the process first, then .env.local, then .env', async () => {
    const files = {
      'lockstep.config.json': two,
      '.env.local': `DEV_URL="${devUrl}"\n`,
      '.env': `\nDEV_URL=postgres://x@wrong/x\nPROD_URL=${prodUrl}\n`,
    }
    const fromFiles = await loadProject(files)
    expect(fromFiles).toMatchObject({ origin: 'file', problems: [], notices: [] })
    expect(shape(fromFiles)).toEqual([
      ['dev', false, 'DEV_URL (.env.local:1)', 'dev.example'],
      ['prod', true, 'PROD_URL (.env:3)', 'prod.example'],
    ])
    const fromProcess = await loadProject(files, { DEV_URL: 'postgres://x@process.example/x', PROD_URL: ' ' })
    expect(shape(fromProcess)).toEqual([
      ['dev', false, 'DEV_URL (the process)', 'process.example'],
      ['prod', true, 'PROD_URL (.env:3)', 'prod.example'],
    ])
  })

  it('names a missing variable, where it was searched, and one that is near; the others stay usable', async () => {
    const found = await loadProject({ 'lockstep.config.json': two, '.env': `DEVURL=x\nPROD_URL=${prodUrl}` })
    expect(shape(found)).toEqual([
      ['dev', false, 'DEV_URL', 'E-CONF-VARIABLE'],
      ['prod', true, 'PROD_URL (.env:2)', 'prod.example'],
    ])
    expect(found.problems.map(describeProblem)).toEqual([
      'lockstep.config.json:1:45 environments[0].url.env: The variable DEV_URL is not set. Did you mean DEVURL? It is set. ' +
        'Searched: the process, .env.local (there is none) and .env. Set it in .env.local, which should not be committed.',
    ])
    expect(found.problems[0]).toMatchObject({ code: 'E-CONF-VARIABLE', environment: 'dev' })
  })

  it('says of a variable that is empty where it is', async () => {
    const files = { 'lockstep.config.json': two, '.env': `DEV_URL=\nPROD_URL=${prodUrl}` }
    const { problems } = await loadProject(files)
    expect(problems).toMatchObject([
      { code: 'E-CONF-VARIABLE', message: 'The variable DEV_URL is empty in .env:1.' },
    ])
  })

  it('uses nothing of a file with mistakes, and still names what else is missing', async () => {
    const text = two.replace('"name":"prod"', '"name":"prod","protectd":true')
    const { environments, problems } = await loadProject(
      { 'lockstep.config.json': text },
      { DEV_URL: devUrl },
    )
    expect(environments).toEqual([])
    expect(problems.map(({ code }) => code)).toEqual(['E-CONF-KEY', 'E-CONF-VARIABLE'])
    const error = problemsError(problems)
    expect(error).toMatchObject({ code: 'E-CONF', message: 'The configuration has 2 mistakes.' })
    expect(error.detail).toContain('Did you mean "protected"?')
    expect(problemsError(problems.slice(0, 1))).toMatchObject({
      code: 'E-CONF-KEY',
      hint: 'Did you mean "protected"?',
    })
  })

  it('explains an address that .env cut at a #', async () => {
    const { problems } = await loadProject({
      'lockstep.config.json': two,
      '.env': `DEV_URL=postgres://app:Can4#ryDev@dev.example/app\nPROD_URL=${prodUrl}`,
    })
    expect(problems).toMatchObject([
      { code: 'E-URL-HOST', suggestion: expect.stringContaining('double quotes') },
    ])
    expect(JSON.stringify(problems)).not.toContain('Can4')
  })

  it.each([
    ['reference', { reference: true }, {}, {}, 'a'],
    ['prod', {}, { name: 'Prod' }, {}, 'Prod'],
    ['the last', {}, {}, {}, 'c'],
  ])('measures against %s', async (_, a, b, c, expected) => {
    const environments = [
      { name: 'a', url: { env: 'A' }, ...a },
      { name: 'b', url: { env: 'A' }, ...b },
      { name: 'c', url: { env: 'A' }, ...c },
    ]
    const text = JSON.stringify({ environments })
    const found = await loadProject({ 'lockstep.config.json': text }, { A: devUrl })
    expect(found.environments.filter(({ isReference }) => isReference).map(({ name }) => name)).toEqual([
      expected,
    ])
    expect(found.notices).toContain(`${environments[1]?.name} and c lead to the same database.`)
  })

  it('protects production unless told otherwise, and lets nothing be restored unless told', async () => {
    const environments = [
      { name: 'prod', url: { env: 'A' } },
      { name: 'live', url: { env: 'A' }, protected: false, restorable: true, staleAfterMinutes: 5 },
      { name: 'dev', url: { env: 'A' } },
    ]
    const text = JSON.stringify({ environments, staleAfterMinutes: 30, schemas: { exclude: ['x'] } })
    const found = await loadProject({ 'lockstep.config.json': text }, { A: `${devUrl}?pgbouncer=true` })
    expect(found.environments).toMatchObject([
      { isProtected: true, isRestorable: false, staleAfterMinutes: 30 },
      { isProtected: false, isRestorable: true, staleAfterMinutes: 5 },
      { isProtected: false, isRestorable: false, staleAfterMinutes: 30 },
    ])
    expect(found.schemas).toEqual({ include: null, exclude: ['x'] })
    expect(found.notices).toContain('A (the process): pgbouncer has no effect here.')
  })

  it('finds the migration folders it names, and says which do not exist', async () => {
    const migrations = [{ folder: 'db/changes' }, { folder: 'nope' }]
    const text = JSON.stringify({ environments: [{ name: 'a', url: { env: 'A' } }], migrations })
    const found = await loadProject({ 'lockstep.config.json': text, 'db/changes/1.sql': '' }, { A: devUrl })
    expect(found.migrations).toEqual([
      { name: 'db/changes', path: path.join(found.directory, 'db/changes'), source: 'lockstep.config.json' },
    ])
    expect(found.problems).toMatchObject([
      { path: 'migrations[1].folder', message: 'There is no such folder.' },
    ])
    expect(found.environments).toHaveLength(1)
  })

  it('has another revision after any of its files was saved again', async () => {
    const directory = makeProject({
      'lockstep.config.json': two,
      '.env': `DEV_URL=${devUrl}\nPROD_URL=${prodUrl}`,
    })
    const load = () => loadConfig({ directory, environmentVariables: {} })
    const first = await load()
    expect((await load()).revision).toBe(first.revision)
    for (const file of ['lockstep.config.json', '.env']) {
      const before = await load()
      utimesSync(path.join(directory, file), new Date(), new Date(Date.now() + 5000))
      const after = await load()
      expect(after.revision).not.toBe(before.revision)
      const [dev] = after.environments
      expect(dev?.connection).toMatchObject({ target: { revision: after.revision } })
    }
  })

  it.each([
    ['a folder', null, /folder/],
    ['larger than 1 MB', `{"x":"${'x'.repeat(10_000_000)}"}`, /larger than 1 MB/],
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), /UTF-8/],
    ['UTF-16', Buffer.from('\ufeff{}', 'utf16le'), /UTF-8/],
    ['with a NUL', '{\0}', /not a text/],
  ])('that is %s is explained', async (_, content, reason) => {
    const directory = makeProject(content === null ? {} : { 'lockstep.config.json': content })
    if (content === null) mkdirSync(path.join(directory, 'lockstep.config.json'))
    const { problems, environments } = await loadConfig({ directory, environmentVariables: {} })
    expect(environments).toEqual([])
    expect(problems).toMatchObject([{ code: 'E-CONF-FILE', message: expect.stringMatching(reason) }])
  })

  it('with a byte order mark and Windows line ends is read', async () => {
    const text = `\ufeff${JSON.stringify(JSON.parse(two), null, 2).replaceAll('\n', '\r\n')}`
    const found = await loadProject({
      'lockstep.config.json': text,
      '.env': `\ufeffDEV_URL=${devUrl}\r\nPROD_URL=${prodUrl}\r\n`,
    })
    expect(found.problems).toEqual([])
    expect(found.environments).toHaveLength(2)
  })

  it.skipIf(process.getuid?.() === 0)('that may not be read is explained', async () => {
    const directory = makeProject({ 'lockstep.config.json': two })
    chmodSync(path.join(directory, 'lockstep.config.json'), 0)
    const { problems } = await loadConfig({ directory, environmentVariables: {} })
    expect(problems).toMatchObject([{ code: 'E-CONF-FILE', message: expect.stringMatching(/may not read/) }])
  })

  it('shows no password, whatever prints the result', async () => {
    const files = { 'lockstep.config.json': two, '.env': `DEV_URL=${devUrl}\nPROD_URL=${prodUrl}` }
    const found = await loadProject(files)
    expect(JSON.stringify(found) + inspect(found, { depth: 20, showHidden: true })).not.toContain('Can4ry')
    const [dev] = found.environments
    const password =
      dev?.connection.state === 'ready' ? dev.connection.target.address.password?.reveal() : null
    expect(password).toBe('Can4ryDev')
  })
})

it('an unreadable .env file is a mistake of its own', async () => {
  const directory = makeProject({ 'lockstep.config.json': two })
  writeFileSync(path.join(directory, '.env'), Buffer.from([0xff, 0xfe, 0x41]))
  const { problems } = await loadConfig({
    directory,
    environmentVariables: { DEV_URL: devUrl, PROD_URL: prodUrl },
  })
  expect(problems).toMatchObject([
    { code: 'E-CONF-FILE', file: '.env', message: expect.stringMatching(/UTF-8/) },
  ])
})
