import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { rejection } from '../../postgres/connect.fixture'
import { chooseProgram } from './choose-program'
import { findPrograms } from './find-programs'

const installed = (...versions: string[]) =>
  versions.map((version) => ({ path: `/programs/${version}/pg_dump`, version }))

test('the newest of this machine that is new enough is taken, others are passed over with the reason', async () => {
  const choice = await chooseProgram(16, { installed: installed('15.20', '17.12', '18.7', '18.6', '16.2') })
  expect(choice).toEqual({
    name: 'pg_dump',
    build: 'native',
    version: '18.7',
    path: '/programs/18.7/pg_dump',
    passedOver: [
      '/programs/15.20/pg_dump is pg_dump 15.20: too old for a server of version 16.',
      '/programs/18.6/pg_dump is pg_dump 18.6: it lacks security fixes of 18.7.',
      '/programs/16.2/pg_dump is pg_dump 16.2: it lacks security fixes of 16.16.',
    ],
  })
})

test.each([
  [14, '14.25'],
  [15, '15.20'],
  [16, '16.16'],
  [17, '17.12'],
  [18, '18.7'],
  [18, '19.1'],
])('for a server of version %i, %s is safe', async (major, version) => {
  const choice = await chooseProgram(major, { installed: installed(version) })
  expect(choice).toMatchObject({ version, build: 'native', passedOver: [] })
})

test.each(['14.24', '15.19', '16.15', '17.11', '18.6', '13.23'])('%s is not', async (version) => {
  const choice = await chooseProgram(13, { installed: installed(version) })
  expect(choice).toMatchObject({ version: '18.3', build: 'bundled', path: null })
  expect(choice.passedOver).toHaveLength(1)
})

test('the one that came along is taken where nothing else fits, or when it is asked for', async () => {
  expect(await chooseProgram(18, { installed: [] })).toMatchObject({ build: 'bundled', version: '18.3' })
  expect(await chooseProgram(15, { build: 'bundled' })).toMatchObject({ build: 'bundled', version: '18.3' })
})

test('a server that is newer than all of them is refused, with what was looked at', async () => {
  expect(await rejection(chooseProgram(19, { installed: installed('18.7') }))).toMatchObject({
    code: 'E-PG-VERSION',
    message: 'No pg_dump on this machine can dump a server of version 19.',
    detail:
      '/programs/18.7/pg_dump is pg_dump 18.7: too old for a server of version 19. The built-in pg_dump is 18.3.',
  })
  expect(await rejection(chooseProgram(18, { build: 'native', installed: [] }))).toMatchObject({
    code: 'E-PG-VERSION',
  })
})

test.skipIf(process.platform === 'win32')(
  'programs are found once, and only those that say what they are',
  async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-programs-'))
    onTestFinished(() => fs.rmSync(folder, { recursive: true }))
    const make = (name: string, script: string, file = 'pg_dump') => {
      fs.mkdirSync(path.join(folder, name))
      fs.writeFileSync(path.join(folder, name, file), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
      return path.join(folder, name)
    }
    const good = make('good', 'echo "pg_dump (PostgreSQL) 17.12 (Homebrew)"')
    const silent = make('silent', 'exit 1')
    const wrapper = make('wrapper', 'echo "pg_dump (PostgreSQL) 18.7"', 'pg_wrapper')
    fs.symlinkSync('pg_wrapper', path.join(wrapper, 'pg_dump'))
    const link = path.join(folder, 'link')
    fs.symlinkSync(good, link)
    const found = await findPrograms([link, good, silent, wrapper, path.join(folder, 'missing')])
    expect(found).toEqual([{ path: fs.realpathSync(path.join(good, 'pg_dump')), version: '17.12' }])
  },
)
