import { defineConfig } from '@playwright/test'
import { findBrowser } from './bin/test/system-tools.mjs'

// Whoever only looks at this file, as the check for unused code does, needs no browser; the tests' setup asks for one.
const browser = await findBrowser()

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
    launchOptions: browser ? { executablePath: browser } : {},
  },
})
