import { gzipSync } from 'node:zlib'

const ROUTES = {
  overview: '/overview',
  compare: '/compare/prod/staging',
  policies: '/policies',
  object: '/objects/table%3Apublic.nothing',
  diagram: '/compare/prod/staging/graph',
  migrations: '/migrations',
  environments: '/environments',
  settings: '/settings',
}

/** How long scripts that come after the load are waited for: the diagram of 10,000 tables takes 2 s. */
const LATER_MS = 6_000

/**
 * What a route loads: the scripts that its document names, those that come after them, and the answers of the API, in
 * bytes as gzip packs them.
 */
export async function measureWeights({ context, origin }) {
  const weights = {}
  for (const [name, path] of Object.entries(ROUTES)) {
    const page = await context.newPage()
    const loaded = { scripts: 0, later: 0, answers: {}, isLoaded: false }
    page.once('load', () => {
      loaded.isLoaded = true
    })
    page.on('response', (response) => void note(response, loaded))
    await page.goto(origin + path)
    await page.waitForLoadState('load')
    await page.waitForTimeout(LATER_MS)
    weights[name] = loaded
    await page.close()
  }
  return weights
}

async function note(response, loaded) {
  const { pathname } = new URL(response.url())
  const isScript = response.request().resourceType() === 'script'
  if (!isScript && !pathname.startsWith('/api/')) return
  if (pathname === '/api/events') return
  const { isLoaded } = loaded
  const bytes = gzipSync(await response.body().catch(() => Buffer.alloc(0))).length
  if (isScript) loaded[isLoaded ? 'later' : 'scripts'] += bytes
  else loaded.answers[pathname] = Math.max(loaded.answers[pathname] ?? 0, bytes)
}
