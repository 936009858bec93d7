import { expect, type Locator, type Page } from '@playwright/test'

const MOST_TABS = 120

/** Presses Tab until the focus is on or in the target, which must then be in sight, not behind the page's head. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let i = 0; i < MOST_TABS; i++) {
    await page.keyboard.press('Tab')
    const isThere = await target.evaluateAll((elements) =>
      elements.some((element) => element.contains(document.activeElement)),
    )
    if (isThere) return expectInSight(page)
  }
  throw new Error(`Tab does not lead there: ${target}`)
}

async function expectInSight(page: Page): Promise<void> {
  const { top, bottom, head, outline } = await page.evaluate(() => {
    const box = document.activeElement?.getBoundingClientRect() ?? new DOMRect()
    const header = document.querySelector('header')?.getBoundingClientRect() ?? new DOMRect()
    const isInHeader = document.querySelector('header')?.contains(document.activeElement)
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body)
    return {
      top: box.top,
      bottom: box.bottom,
      head: isInHeader ? 0 : header.bottom,
      outline: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
    }
  })
  expect(outline).toBe(true)
  expect(bottom).toBeGreaterThan(head)
  expect(top).toBeLessThan(page.viewportSize()?.height ?? 0)
}
