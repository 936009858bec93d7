'use client'

import { ErrorState } from '@/components/states/error-state'
import { describePageError } from '@/components/states/page-error'
import './globals.css'

/** Stands in for the whole document when even the layout failed. */
export default function GlobalError({
  error,
  retry,
}: {
  readonly error: unknown
  readonly retry: () => void
}) {
  return (
    <html lang="en">
      <body>
        <title>Error · Lockstep</title>
        <main className="mx-auto max-w-[60rem] p-6">
          <ErrorState level={1} error={describePageError(error)} onRetry={retry} />
        </main>
      </body>
    </html>
  )
}
