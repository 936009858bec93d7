import fs from 'node:fs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * Counts of a Vitest run.
 * @param {string} file its JSON report
 * @param {number} code its exit code: what fails outside of any test counts as one failure.
 * @returns {Counts}
 */
export function vitestCounts(file, code) {
  const report = readReport(file)
  return withFailure(code, {
    passed: report?.numPassedTests ?? 0,
    failed: report?.numFailedTests ?? 0,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  })
}

/** Counts of a Playwright run; a test that passed only when it was tried again has failed. */
export function playwrightCounts(file, code) {
  const stats = readReport(file)?.stats
  return withFailure(code, {
    passed: stats?.expected ?? 0,
    failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0),
    skipped: stats?.skipped ?? 0,
  })
}

/** @param {Counts[]} counts */
export function addCounts(counts) {
  const sum = (key) => counts.reduce((total, each) => total + each[key], 0)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
}

function withFailure(code, counts) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

function readReport(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
