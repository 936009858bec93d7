import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { rolldown } from 'rolldown'
import { startGuarded } from '@/lib/server/raw-http.fixture'

// The real browser side, in a page of a stand-in, so that the stand-in can count connections and send events.
let dashboard: Awaited<ReturnType<typeof startGuarded>>
const streams = new Set<{ write(text: string): unknown; end(): unknown }>()

test.beforeAll(async () => {
  const script = await bundle('lib/client/events.ts')
  dashboard = await startGuarded(async (request, response) => {
    if (request.url === '/api/events') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' })
      response.write(': awake\n\n')
      streams.add(response)
      response.once('close', () => streams.delete(response))
    } else if (request.url?.startsWith('/api/')) {
      response.end('{}')
    } else {
      const nonce = /'nonce-([^']+)'/.exec(String(request.headers['content-security-policy']))?.[1]
      response.setHeader('Content-Type', 'text/html')
      const start = 'window.seen=[];window.unsubscribe=Events.subscribeToEvents((event)=>seen.push(event))'
      response.end(`<!doctype html><title>tab</title><script nonce="${nonce}">${script}\n${start}</script>`)
    }
  })
})
test.afterAll(() => dashboard.close())

async function bundle(input: string): Promise<string> {
  const built = await rolldown({ input })
  const { output } = await built.generate({ format: 'iife', name: 'Events' })
  return output[0].code.replaceAll('</script', '<\\/script')
}

async function openTab(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${dashboard.origin}/?token=${dashboard.secrets.token}`)
  await expect(page).toHaveTitle('tab')
  return page
}

const seen = (page: Page) => page.evaluate('seen') as Promise<{ type: string; data: unknown }[]>

test('nine tabs share one connection, and another takes over when its tab closes', async ({ context }) => {
  const tabs: Page[] = []
  for (let index = 0; index < 9; index += 1) tabs.push(await openTab(context))
  await expect.poll(() => streams.size).toBe(1)

  for (const stream of streams) stream.write('event: check.finished\ndata: {"environment":"prod"}\n\n')
  const event = { type: 'check.finished', data: { environment: 'prod' } }
  for (const tab of tabs) await expect.poll(() => seen(tab)).toContainEqual(event)
  // Requests of the last tab go through: the connections of this host are not used up.
  expect(await tabs.at(-1)?.evaluate(() => fetch('/nothing').then((response) => response.status))).toBe(200)

  await tabs[0]?.close()
  await expect.poll(() => streams.size).toBe(1)
  for (const tab of tabs.slice(1))
    await expect.poll(() => seen(tab)).toContainEqual({ type: 'reconnected', data: null })
  for (const stream of streams) stream.write('event: late\ndata: 1\n\n')
  for (const tab of tabs.slice(1))
    await expect.poll(() => seen(tab)).toContainEqual({ type: 'late', data: 1 })
})

test('a connection that ends is made again, and what was missed is asked for', async ({ context }) => {
  const tab = await openTab(context)
  await expect.poll(() => streams.size).toBe(1)
  for (const stream of streams) stream.end()
  await expect.poll(() => seen(tab)).toContainEqual({ type: 'reconnected', data: null })
  await expect.poll(() => streams.size).toBe(1)
  await tab.evaluate('unsubscribe()')
  await expect.poll(() => streams.size).toBe(0)
})
