import { expect, test, vi } from 'vitest'
import { KINDS } from '../../kinds/all'
import { readSnapshot } from '../../postgres/read-snapshot'
import { makeShadow, type Shadow } from '../../shadow/make-shadow'
import { shadowServer } from '../../shadow/shadow.fixture'
import type { ReplayStep } from '../replay-step'
import { replayPaths } from './replay-paths'

const server = shadowServer()
const { folder } = server

const step = (id: string, text: string): ReplayStep => ({ id, path: `${id}.sql`, text })

const read = async ({ client }: Shadow) =>
  (await readSnapshot(client, { name: 'built', origin: 'migrations', kinds: KINDS.slice(0, 1) })).snapshot

const shadows = async (where = 'true') => {
  const { rows } = await server.watcher.client.query(
    `select datname from pg_database where datname ~ '^lockstep_shadow_' and ${where}`,
  )
  return rows.map(({ datname }): string => datname)
}

test('an abort ends what runs in a copy at once, and leaves no database', async () => {
  const shadow = await makeShadow(folder)
  const before = await shadows()
  const controller = new AbortController()
  const first = step('1', 'create table public.one ()')
  const replayed = replayPaths(
    shadow,
    [
      [first, step('2', 'create table public.two ()')],
      [first, step('3', 'select pg_sleep(600)')],
    ],
    { searchPath: null, signal: controller.signal, read },
  )
  const ended = expect(replayed).rejects.toThrow()
  const sleeping = `datname in (select datname from pg_stat_activity where query ~ '^select pg_sleep')`
  await vi.waitFor(async () => expect(await shadows(sleeping)).toHaveLength(1), 30_000)
  expect(before).not.toContain((await shadows(sleeping))[0])
  controller.abort()
  await ended
  expect(await shadows()).toEqual(before)
  await shadow.drop()
})
