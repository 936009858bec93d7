import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { DENSITY_KEY } from '@/lib/server/appearance-script'

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

const DENSITIES = ['comfortable', 'compact'] as const
const WIDTHS = [1440, 390] as const

/**
 * Expects no finding of axe on the page as it stands, in the light and in the dark theme. The turn chooses the density
 * and the width of each, so that four turns in a row see all eight of them.
 */
export async function expectAccessible(page: Page, turn: number, about: string): Promise<void> {
  for (const [theme, place] of [
    ['light', turn % 4],
    ['dark', 3 - (turn % 4)],
  ] as const) {
    const [density, width] = [DENSITIES[place % 2], WIDTHS[place >> 1]] as const
    await setLook(page, theme, density as string, width as number)
    const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze()
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
    expect.soft(found, `${about}, ${theme}, ${density}, ${width} px`).toEqual([])
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect.soft(overflow, `${about} is wider than ${width} px`).toBeLessThanOrEqual(0)
  }
}

/** Changes how an open page looks, as its reader could; at once, for a colour on its way is of neither theme. */
async function setLook(page: Page, theme: 'light' | 'dark', density: string, width: number): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  await page.setViewportSize({ width, height: 900 })
  await page.evaluate(
    ([key, value]) => {
      localStorage.setItem(key, value)
      dispatchEvent(new StorageEvent('storage', { key }))
    },
    [DENSITY_KEY, density] as const,
  )
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
  await expect(page.locator('html')).toHaveAttribute('data-density', density)
}
