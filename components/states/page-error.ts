import { AppError, type AppErrorShape } from '@/lib/objects/app-error'

/** What a failed page may tell: an expected failure in its own words, of anything else only where to look. */
export function describePageError(error: unknown): AppErrorShape {
  if (error instanceof AppError) return error.toJSON()
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : undefined
  return new AppError({
    code: 'E-PAGE',
    message: 'This page could not be shown',
    hint: 'Nothing was changed. Try again; if it happens again, please report what you did.',
    detail: digest === undefined ? undefined : `Digest ${digest}; the terminal shows more under this number.`,
  }).toJSON()
}
