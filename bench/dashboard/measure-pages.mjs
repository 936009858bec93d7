const SLOWER = 4
const DIFFS = 200
const STEPS = 50

/**
 * Uses the pages as people do, on a processor slowed down four times.
 * @returns times in milliseconds, shifts, numbers of nodes, and the heap in bytes
 */
export async function measurePages({ context, origin }) {
  return { overview: await measureOverview(context, origin), compare: await measureCompare(context, origin) }
}

async function measureOverview(context, origin) {
  const page = await observedPage(context)
  await page.goto(`${origin}/overview`)
  await page.getByRole('grid').waitFor()
  await page.waitForTimeout(3_000)
  const load = await page.evaluate(() => ({ lcp: window.measured.lcp, cls: window.measured.cls }))
  const nodes = [await countNodes(page)]
  const interactions = {}
  const time = async (name, use) => {
    await page.evaluate(() => {
      window.measured.inp = 0
    })
    await use()
    await page.waitForTimeout(1_500)
    interactions[name] = await page.evaluate(() => window.measured.inp)
    nodes.push(await countNodes(page))
  }
  await time('typing a filter', () => page.getByRole('searchbox').pressSequentially('invoice', { delay: 80 }))
  await time('clearing it', () => page.getByRole('button', { name: 'Clear filters' }).click())
  await time('showing everything', () => page.getByText('Everything', { exact: true }).click())
  await time('showing differences', () => page.getByText('Differences', { exact: true }).click())
  await page.getByRole('heading', { level: 1 }).click()
  await time('50 times j and k', async () => {
    for (let i = 0; i < STEPS; i++) await page.keyboard.press(i % 5 === 4 ? 'k' : 'j', { delay: 30 })
  })
  await time('opening a difference', () => page.keyboard.press('Enter'))
  const cls = await page.evaluate(() => window.measured.cls)
  await page.close()
  return { ...load, clsAfterUse: cls, interactions, nodes: Math.max(...nodes) }
}

async function measureCompare(context, origin) {
  const page = await observedPage(context)
  await page.goto(`${origin}/compare/prod/staging`)
  await page.getByRole('tree').waitFor()
  await page.waitForTimeout(2_000)
  const load = await page.evaluate(() => ({ lcp: window.measured.lcp, cls: window.measured.cls }))
  const heap = [await heapOf(page)]
  let nodes = 0
  for (let i = 1; i <= DIFFS; i++) {
    await page.keyboard.press('n')
    await page.waitForTimeout(40)
    nodes = Math.max(nodes, i % 20 === 0 ? await countNodes(page) : 0)
    if (i % 100 === 0) heap.push(await heapOf(page))
  }
  const inp = await page.evaluate(() => window.measured.inp)
  await page.close()
  return { ...load, inp, nodes, heap }
}

/** A page whose paints, shifts and answers to input are noted from the start. */
async function observedPage(context) {
  const page = await context.newPage()
  await page.addInitScript(() => {
    const measured = { lcp: 0, cls: 0, inp: 0 }
    window.measured = measured
    const observe = (type, note, more = {}) =>
      new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({
        type,
        buffered: true,
        ...more,
      })
    observe('largest-contentful-paint', (entry) => {
      measured.lcp = entry.startTime
    })
    observe('layout-shift', (entry) => {
      if (!entry.hadRecentInput) measured.cls += entry.value
    })
    observe(
      'event',
      (entry) => {
        if (entry.interactionId) measured.inp = Math.max(measured.inp, entry.duration)
      },
      { durationThreshold: 16 },
    )
  })
  const client = await context.newCDPSession(page)
  await client.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  return page
}

function countNodes(page) {
  return page.evaluate(() => document.getElementsByTagName('*').length)
}

async function heapOf(page) {
  const client = await page.context().newCDPSession(page)
  await client.send('HeapProfiler.enable')
  await client.send('HeapProfiler.collectGarbage')
  const { usedSize } = await client.send('Runtime.getHeapUsage')
  await client.detach()
  return usedSize
}
