import { expect, test, vi } from 'vitest'

vi.mock('./system-tools.mjs', () => ({ findBrowser: async () => null }))

test('the browser tests can be listed on a machine that has no browser yet', async () => {
  const { default: config } = await import('../../playwright.config.ts')
  expect(config).toMatchObject({ testDir: 'e2e', use: { launchOptions: {} } })
})
