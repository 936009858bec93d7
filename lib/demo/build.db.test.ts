import { afterAll, expect, test } from 'vitest'
import { majors } from '../testing/servers'
import { buildDemo, dropDemo } from './build'
import { demoServer } from './test-server.fixture'

const prefix = `demo_${process.pid}`
const supported = majors().filter((major) => major >= 15)

afterAll(() => Promise.all(supported.map((major) => dropDemo(demoServer(major), prefix))))

test.each(supported)('builds the four databases on %i once, and anew when asked to', async (major) => {
  const server = demoServer(major)
  const first = await buildDemo(server, { prefix })
  expect(first.wasBuilt).toBe(true)
  expect(Object.keys(first.urls)).toEqual(['local', 'dev', 'staging', 'prod'])
  expect(await buildDemo(server, { prefix })).toEqual({ ...first, wasBuilt: false })

  await server.exec(first.urls.dev, ['drop table public.reminders'])
  expect((await buildDemo(server, { prefix, isFresh: true })).wasBuilt).toBe(true)
  const [row] = await server.exec(first.urls.dev, ["select to_regclass('public.reminders')::text as found"])
  expect(row?.found).toBe('reminders')
})
