'use client'

import { describePageError } from '@/components/states/page-error'
import './globals.css'

/** Stands in for the whole document when even the layout failed, so it needs nothing that may have failed with it. */
export default function GlobalError({
  error,
  retry,
}: {
  readonly error: unknown
  readonly retry: () => void
}) {
  const { code, message, hint, detail } = describePageError(error)
  return (
    <html lang="en">
      <body>
        <title>Error · Lockstep</title>
        <main role="alert" className="mx-auto max-w-[60rem] space-y-2 p-6">
          <h1 className="font-semibold text-lg">{message}</h1>
          <p>{hint}</p>
          {detail && <p className="wrap-anywhere text-muted text-xs">{detail}</p>}
          <p className="font-mono text-muted text-xs">{code}</p>
          <button
            type="button"
            onClick={retry}
            className="h-8 rounded-md border border-strong bg-raised px-3 font-medium text-sm"
          >
            Try again
          </button>
        </main>
      </body>
    </html>
  )
}
