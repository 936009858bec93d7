import { expect, test, vi } from 'vitest'

vi.mock('./system-tools.mjs', () => ({ findBrowser: async () => null }))

test('the browser tests can be listed on a machine that has no browser yet', async () => {
  const { default: config } = await import('../../playwright.config.ts')
  expect(config.testDir).toBe('e2e')
  expect(config.use?.launchOptions).toEqual({})
})
