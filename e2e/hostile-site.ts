import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Another web server on this machine, with bad intentions. */
export interface HostileSite {
  readonly port: number
  /** The headers of every request that browsers sent it. */
  readonly received: IncomingHttpHeaders[]
  close(): void
}

/**
 * Serves an empty page, `/frame` with a sandboxed frame, and `/307?to=…`, which makes a browser repeat its
 * request, body included, at another address.
 */
export async function startHostileSite(): Promise<HostileSite> {
  const received: IncomingHttpHeaders[] = []
  const server = createServer((request, response) => {
    received.push(request.headers)
    const url = new URL(request.url ?? '/', 'http://hostile')
    if (url.pathname === '/307') {
      response.writeHead(307, {
        Location: url.searchParams.get('to') ?? '/',
        'Access-Control-Allow-Origin': '*',
      })
      return response.end()
    }
    response.writeHead(200, { 'Content-Type': 'text/html' })
    const frame =
      url.pathname === '/frame'
        ? '<iframe id="null" sandbox="allow-scripts allow-forms" src="/"></iframe>'
        : ''
    response.end(`<!doctype html><title>hostile</title>${frame}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, received, close: () => server.close() }
}

/**
 * Runs inside a hostile page: tries everything a page can do to read from or change the dashboard at
 * `victim`, and gives what it got to read, if anything.
 */
export async function attack({ victim, own }: { victim: string; own: string }): Promise<string[]> {
  const loot: string[] = []
  const settle = (work: Promise<unknown>) =>
    Promise.race([work, new Promise((done) => setTimeout(done, 1500))])
  const tryRead = (label: string, url: string, init: RequestInit) =>
    settle(
      fetch(url, { credentials: 'include', ...init }).then(
        async (response) => {
          const text = await response.text()
          if (response.type !== 'opaque' || text !== '')
            loot.push(`${label}: ${response.status} ${text.slice(0, 200)}`)
        },
        () => undefined,
      ),
    )
  const json = { 'Content-Type': 'application/json' }
  const paths = ['/', '/overview', '/api/status', '/api/events', '/favicon.ico', '/_next/static/a.js']
  for (const path of paths) {
    await tryRead(`read ${path}`, victim + path, {})
    await tryRead(`blind read ${path}`, victim + path, { mode: 'no-cors' })
  }
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    await tryRead(`${method} JSON`, `${victim}/api/checks`, { method, headers: json, body: '{}' })
  }
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const init = { method: 'POST', mode: 'no-cors', headers: { 'Content-Type': type }, body: '{}' } as const
    await tryRead(`POST ${type}`, `${victim}/api/checks`, init)
    await tryRead(`POST ${type} by 307`, `${own}/307?to=${encodeURIComponent(`${victim}/api/checks`)}`, init)
  }
  navigator.sendBeacon(`${victim}/api/checks`, new Blob(['{}'], { type: 'text/plain' }))

  const untilLoaded = (element: HTMLElement) =>
    settle(
      new Promise((done) => {
        element.onload = element.onerror = done
        document.body.append(element)
      }),
    )
  const make = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, properties: object) =>
    Object.assign(document.createElement(tag), properties)
  const image = make('img', { src: `${victim}/favicon.ico` })
  await untilLoaded(image)
  if (image.naturalWidth > 0) loot.push('image')
  await untilLoaded(make('script', { src: `${victim}/_next/static/a.js` }))
  await untilLoaded(make('link', { rel: 'stylesheet', href: `${victim}/_next/static/a.css` }))
  await untilLoaded(make('iframe', { src: `${victim}/overview` }))
  await untilLoaded(make('object', { data: `${victim}/overview` }))
  await import(`${victim}/_next/static/a.js`).then(
    () => loot.push('import'),
    () => undefined,
  )

  const sink = make('iframe', { name: 'sink' })
  document.body.append(sink)
  for (const enctype of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    const form = make('form', { method: 'post', action: `${victim}/api/checks`, enctype, target: 'sink' })
    form.append(make('input', { name: '{"a":"', value: '"}' }))
    document.body.append(form)
    form.submit()
    await settle(new Promise((done) => sink.addEventListener('load', done, { once: true })))
  }

  const listen = (source: EventSource | WebSocket) =>
    settle(
      new Promise((done) => {
        source.onerror = done
        source.onopen = () => done(loot.push(`opened ${source.url}`))
        source.onmessage = () => done(loot.push(`message ${source.url}`))
      }),
    ).finally(() => source.close())
  await listen(new EventSource(`${victim}/api/events`, { withCredentials: true }))
  await listen(new WebSocket(`${victim.replace('http', 'ws')}/api/events`))
  return loot
}
