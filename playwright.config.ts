import { defineConfig } from '@playwright/test'
import { findBrowser } from './bin/test/system-tools.mjs'

const browser = await findBrowser()
if (!browser)
  throw new Error(
    'No browser to test with: `npm test` installs one, or run `npx playwright install chromium`.',
  )

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  globalSetup: './e2e/start-demo.ts',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: {
    trace: 'retain-on-failure',
    launchOptions: { executablePath: browser },
  },
})
