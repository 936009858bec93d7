import { expect, type Page, test } from '@playwright/test'
import { THEME_KEY } from '@/lib/server/appearance-script'
import { logIn } from './own-dashboard'

// How the pages look where it is hard to look well: narrow, zoomed, on paper, in the system's own colours, without motion.

const ADDRESS = process.env.LOCKSTEP_E2E_URL ?? ''
const SLOW_MS = 45_000
const POLICY = encodeURIComponent(`policy:public.invoices.${encodeURIComponent('Members read invoices')}`)

/** Each page with what it shows once it is there. */
const PAGES = [
  ['/overview', 'Look at these first'],
  ['/compare', 'Against the reference'],
  ['/compare/prod/staging', 'Look at these first'],
  [`/compare/prod/staging?object=${POLICY}`, 'USING'],
  ['/compare/prod/staging/graph', 'The same in words'],
  ['/policies', 'Look at these first'],
  ['/policies/table%3Apublic.invoices', 'Whom it holds back'],
  [`/objects/${POLICY}`, 'What depends on it'],
  ['/migrations', 'Do the files say what is there?'],
  ['/overview?forecast=prod', 'After a deploy'],
  ['/backups', 'What is kept'],
  ['/environments', '4 of 4 environments could be read.'],
  ['/settings', 'Check all environments'],
  ['/help/E-AUTH-PASS', 'Why it happens'],
] as const

async function open(page: Page, path: string, text: string): Promise<void> {
  await page.goto(new URL(ADDRESS).origin + path)
  await expect(page.getByRole('main').getByText(text).first()).toBeVisible({ timeout: SLOW_MS })
}

/** All four environments were read, so that no page changes while it is looked at. */
async function openRead(page: Page): Promise<void> {
  await logIn(page, ADDRESS)
  await open(page, '/environments', '4 of 4 environments could be read.')
}

function overflow(page: Page): Promise<number> {
  return page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) - innerWidth)
}

for (const [width, height] of [
  [360, 740],
  // A window of 1280 by 1024 under a zoom of 400 %.
  [320, 256],
] as const) {
  test(`at ${width} by ${height} no page scrolls sideways, and each control comes into sight with the focus`, async ({
    page,
  }) => {
    test.setTimeout(300_000)
    await page.setViewportSize({ width, height })
    await openRead(page)
    for (const [path, text] of PAGES) {
      await open(page, path, text)
      expect.soft(await overflow(page), path).toBeLessThanOrEqual(0)
      expect.soft(await hiddenWithFocus(page), path).toEqual([])
    }
  })
}

/** Controls of the page that stay out of sight, or under its header, while they have the focus. */
function hiddenWithFocus(page: Page): Promise<string[]> {
  return page.getByRole('main').evaluate((main) => {
    const header = document.querySelector('header')
    const controls = [...main.querySelectorAll<HTMLElement>('button, input, select, a[href]')]
    return controls
      .filter((control) => control.checkVisibility() && !control.hasAttribute('disabled'))
      .filter((control) => control.tabIndex >= 0 && !control.closest('.react-flow'))
      .slice(0, 40)
      .flatMap((control) => {
        control.focus()
        const box = (control.closest('label') ?? control).getBoundingClientRect()
        const isStuck = header !== null && getComputedStyle(header).position === 'sticky'
        const top = isStuck ? header.getBoundingClientRect().bottom : 0
        const isSeen = box.bottom > top && box.top < innerHeight && box.right > 0 && box.left < innerWidth
        return document.activeElement === control && isSeen ? [] : [control.outerHTML.slice(0, 120)]
      })
  })
}

test('in the colours of the system every shape stays a shape, and the focus is seen', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' })
  await openRead(page)
  // Chosen by hand, the theme is another one than the system's.
  await page.evaluate((key) => localStorage.setItem(key, 'light'), THEME_KEY)
  await open(page, '/overview', 'Look at these first')
  const legend = page.getByLabel('Legend').locator('[data-status]')
  await expect(legend.first()).toBeVisible()
  const shapes = await legend.evaluateAll((statuses) =>
    statuses.map((status) => `${status.textContent} ${status.querySelector('svg')?.innerHTML}`),
  )
  expect(new Set(shapes).size).toBe(shapes.length)
  const glyphs = await page
    .locator('[data-status="changed"] svg:has(.stroke-bg)')
    .evaluateAll((all) =>
      all.map((svg) => [
        getComputedStyle(svg.querySelector('.stroke-bg') as Element).stroke,
        getComputedStyle(svg.querySelector('rect') as Element).fill,
      ]),
    )
  expect(glyphs.length).toBeGreaterThan(0)
  for (const [glyph, ground] of glyphs) expect(glyph).not.toBe(ground)
  await page.getByRole('button', { name: 'Check all now' }).focus()
  await page.keyboard.press('Tab')
  const outline = await page.evaluate(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body)
    return { outlineStyle, isWide: Number.parseFloat(outlineWidth) >= 2 }
  })
  expect(outline).toEqual({ outlineStyle: 'solid', isWide: true })
})

test('whoever wants no motion sees none, not even while a page loads', async ({ page }) => {
  await openRead(page)
  await page.route('**/api/policies**', () => {})
  const running = () =>
    page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length)
  for (const reducedMotion of ['no-preference', 'reduce'] as const) {
    await page.emulateMedia({ reducedMotion })
    await page.goto(`${new URL(ADDRESS).origin}/policies`)
    await expect(page.getByText('Asking what is known of the environments…')).toBeVisible({
      timeout: SLOW_MS,
    })
    if (reducedMotion === 'reduce') await expect.poll(running).toBe(0)
    else await expect.poll(running).toBeGreaterThan(0)
  }
  await page.unrouteAll({ behavior: 'ignoreErrors' })
})

test.describe('on paper', () => {
  /** What the browser does when it prints on A4, but for the paper. */
  async function print(page: Page, list = page.getByRole('main')): Promise<void> {
    await expect(list).toBeVisible({ timeout: SLOW_MS })
    await page.setViewportSize({ width: 718, height: 1000 })
    await page.emulateMedia({ media: 'print' })
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  }

  test('every page fits, in the light theme, without its controls', async ({ page }) => {
    test.setTimeout(300_000)
    await page.emulateMedia({ colorScheme: 'dark' })
    await openRead(page)
    for (const [path, text] of PAGES) {
      await page.emulateMedia({ media: 'screen' })
      await page.setViewportSize({ width: 1440, height: 900 })
      await open(page, path, text)
      await print(page)
      expect.soft(await overflow(page), path).toBeLessThanOrEqual(0)
      await expect.soft(page.getByRole('banner'), path).toBeHidden()
      for (const control of ['searchbox', 'combobox', 'progressbar'] as const) {
        if (path !== '/settings' && control !== 'progressbar') {
          expect.soft(await page.getByRole(control).count(), `${control} of ${path}`).toBe(0)
        }
      }
      const buttons = await page.getByRole('main').locator('button.framed').filter({ visible: true }).count()
      expect.soft(buttons, `buttons of ${path}`).toBe(0)
      const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
      expect.soft(ground, path).toBe('rgb(255, 255, 255)')
    }
  })

  test('lists are whole, or say what of them is not there', async ({ page }) => {
    test.setTimeout(200_000)
    await openRead(page)
    await open(page, '/overview', 'Look at these first')
    const shown = Number(
      /(\d+) of/.exec((await page.getByText(/^\d+ of \d+ differing objects$/).textContent()) ?? '')?.[1],
    )
    await print(page, page.getByRole('grid'))
    const objects = page
      .getByRole('grid')
      .locator('tbody tr')
      .filter({ has: page.locator('th a') })
    await expect(objects).toHaveCount(shown)
    await expect(page.getByText(/^Printed are/)).toHaveCount(0)

    await page.emulateMedia({ media: 'screen' })
    await open(page, '/overview?show=everything', 'Look at these first')
    await print(page, page.getByRole('grid'))
    const note = page.getByText(/^Printed are [\d,]+ of [\d,]+ objects\./)
    await expect(note).toBeVisible()
    await expect(note).toContainText('narrow it to print the others', { timeout: SLOW_MS })

    await page.emulateMedia({ media: 'screen' })
    await open(page, '/policies?show=everything', 'Look at these first')
    const tables = Number(
      /(\d+) of/.exec((await page.getByText(/^\d+ of \d+ tables$/).textContent()) ?? '')?.[1],
    )
    await print(page, page.getByRole('table', { name: 'Tables by environment' }))
    await expect(page.getByRole('table', { name: 'Tables by environment' }).getByRole('row')).toHaveCount(
      tables + 1,
    )

    await page.emulateMedia({ media: 'screen' })
    await open(page, '/compare/prod/staging', 'Look at these first')
    await print(page, page.getByRole('tree'))
    const tree = page.getByRole('tree')
    const [, last] =
      /(\d+) differences/.exec((await page.getByLabel('Differences').first().textContent()) ?? '') ?? []
    await expect(tree.locator('[role=treeitem]:not([aria-expanded])')).toHaveCount(Number(last))
  })
})
