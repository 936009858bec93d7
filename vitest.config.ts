import os from 'node:os'
import path from 'node:path'
import { defineConfig } from 'vitest/config'

const alias = { '@': path.resolve(import.meta.dirname) }
/** For what comes about by itself, on whatever machine. */
const expectation = { poll: { timeout: 60_000 } }
const exclude = ['node_modules/**', '.next/**', 'dist/**', '.cache/**', 'e2e/**']

export default defineConfig({
  test: {
    // Most of their time the database tests wait for a server, a lock or a network that is slow on purpose.
    maxWorkers: Math.max(2, os.availableParallelism() - 1),
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx,mjs}'],
          exclude: [...exclude, '**/*.db.test.ts'],
          testTimeout: 120_000,
          expect: expectation,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'database',
          include: ['**/*.db.test.ts'],
          exclude,
          globalSetup: 'lib/testing/global-setup.ts',
          testTimeout: 300_000,
          expect: expectation,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
