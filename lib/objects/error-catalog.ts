import { addressErrors } from './error-texts/address'
import { commandErrors } from './error-texts/command'
import { configurationErrors } from './error-texts/configuration'
import { dashboardErrors } from './error-texts/dashboard'
import { dumpErrors } from './error-texts/dumps'
import type { ErrorExplanation } from './error-texts/explanation'
import { networkErrors } from './error-texts/network'
import { restoreErrors } from './error-texts/restore'
import { serverErrors } from './error-texts/server'
import { signInErrors } from './error-texts/sign-in'
import { startErrors } from './error-texts/start'
import { workErrors } from './error-texts/work'

/** Every error code that has a help page: what it means, why it happens, what to do, in reading order. */
export const errorCatalog = {
  ...addressErrors,
  ...networkErrors,
  ...signInErrors,
  ...serverErrors,
  ...configurationErrors,
  ...workErrors,
  ...dumpErrors,
  ...restoreErrors,
  ...commandErrors,
  ...startErrors,
  ...dashboardErrors,
} as const satisfies Record<string, ErrorExplanation>

export type ErrorCode = keyof typeof errorCatalog

/** What the catalogue says about a code, or null for a code without a page. */
export function explainCode(code: string): ErrorExplanation | null {
  return Object.hasOwn(errorCatalog, code) ? errorCatalog[code as ErrorCode] : null
}

/** The hint of a code where nothing more particular is known: its cause and its first step. */
export function catalogHint(code: ErrorCode): string {
  const { cause, nextSteps } = errorCatalog[code]
  return `${cause} ${nextSteps[0]}`
}
