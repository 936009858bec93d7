import { once } from 'node:events'
import net from 'node:net'
import { expect, type Page, test } from '@playwright/test'
import { EVENTS_PATH, KEY_HEADER, KEY_STORAGE_KEY } from '@/lib/server/wire'
import { ownDashboard } from './own-dashboard'

const LOGIN_URL = process.env.LOCKSTEP_E2E_URL ?? ''
const ENDED = 'This browser is not connected to the dashboard any more.'
const STOPPED = 'The dashboard’s process does not answer.'

async function logIn(page: Page): Promise<void> {
  await page.goto(LOGIN_URL)
  await page.waitForURL((url) => url.search === '')
  await expect(page.getByRole('main')).toBeVisible()
}

test('a page whose key is of another run says so, and goes on once the address is opened again', async ({
  page,
  context,
}) => {
  await logIn(page)
  await page.evaluate((name) => localStorage.setItem(name, 'of another run'), KEY_STORAGE_KEY)
  await page.reload()
  await expect(page.getByText(ENDED)).toBeVisible()
  await logIn(await context.newPage())
  await expect(page.getByText(ENDED)).toBeHidden({ timeout: 15_000 })
})

test('a page whose process is gone says so and stays readable', async ({ page }) => {
  await logIn(page)
  await expect(page.getByText(STOPPED)).toBeHidden()
  await page.route('**/api/**', (route) => route.abort('connectionrefused'))
  await page.reload()
  await expect(page.getByText(STOPPED)).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await page.unroute('**/api/**')
  await expect(page.getByText(STOPPED)).toBeHidden({ timeout: 15_000 })
})

test('the process ends when it is told to, whatever pages have left behind', async () => {
  test.setTimeout(120_000)
  const own = await ownDashboard({ prod: 'create table t (id int)' })
  try {
    const address = await own.start({ PROD_DATABASE_URL: own.url('prod') })
    const login = await fetch(address)
    const [cookie] = login.headers.getSetCookie()
    const [, key] = new RegExp(`${KEY_STORAGE_KEY}\\W+([\\w-]{20,})`).exec(await login.text()) ?? []
    const { host, port } = new URL(address)
    const request = [
      `GET ${EVENTS_PATH} HTTP/1.1`,
      `Host: ${host}`,
      `Cookie: ${cookie?.split(';')[0]}`,
      `${KEY_HEADER}: ${key}`,
    ]
    const ask = async (leave: (socket: net.Socket) => void) => {
      const socket = net.connect(Number(port), '127.0.0.1')
      socket.write(`${request.join('\r\n')}\r\n\r\n`, () => leave(socket))
      await once(socket, 'close')
    }
    // Pages that are gone before what they ask for has begun: the first requests of a process take longest to begin.
    for (let i = 0; i < 20; i++) await ask((socket) => socket.destroy())
    let answer = ''
    await ask((socket) =>
      socket.once('data', (bytes) => {
        answer = String(bytes)
        socket.destroy()
      }),
    )
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    await own.stop(address)
  } finally {
    await own.close()
  }
})
