import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { openInBrowser } from './open-in-browser'

const LOGIN_URL = 'http://127.0.0.1:4780/?token=abc"def&x=1'

interface Started {
  command: string
  args: readonly string[]
}

const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function recordStart(started: Started[], hasStarted: boolean) {
  return async (command: string, args: readonly string[]) => {
    started.push({ command, args })
    folders.push(dirname(fileURLToPath(args.at(-1) ?? '')))
    return hasStarted
  }
}

test.each([
  ['darwin', {}, 'open'],
  ['win32', {}, 'rundll32'],
  ['linux', { DISPLAY: ':0' }, 'xdg-open'],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, 'xdg-open'],
] as const)(
  'on %s with %j the token is in a private file, not on the command line',
  async (platform, environment, command) => {
    const started: Started[] = []
    expect(await openInBrowser(LOGIN_URL, { platform, environment, start: recordStart(started, true) })).toBe(
      true,
    )
    expect(started).toHaveLength(1)
    expect(started[0]?.command).toBe(command)
    expect(started[0]?.args.join(' ')).not.toContain('abc')
    const file = fileURLToPath(started[0]?.args.at(-1) ?? '')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700)
    expect(readFileSync(file, 'utf8')).toContain(
      'content="0;url=http://127.0.0.1:4780/?token=abc&quot;def&amp;x=1"',
    )
  },
)

test('without a screen nothing is started', async () => {
  const started: Started[] = []
  const options = { platform: 'linux', environment: {}, start: recordStart(started, true) } as const
  expect(await openInBrowser(LOGIN_URL, options)).toBe(false)
  expect(started).toEqual([])
})

test('an opener that is not there leaves no file behind', async () => {
  const started: Started[] = []
  const options = { platform: 'darwin', environment: {}, start: recordStart(started, false) } as const
  expect(await openInBrowser(LOGIN_URL, options)).toBe(false)
  expect(existsSync(fileURLToPath(started[0]?.args.at(-1) ?? ''))).toBe(false)
})
