'use client'

import './globals.css'

/** Stands in for the whole document when even the layout failed, so it needs nothing that may have failed with it. */
export default function GlobalError({
  error,
  retry,
}: {
  readonly error: { readonly digest?: string }
  readonly retry: () => void
}) {
  return (
    <html lang="en">
      <body>
        <title>Error · Lockstep</title>
        <main role="alert" className="mx-auto max-w-[60rem] space-y-2 p-6">
          <h1 className="font-semibold text-lg">This page could not be shown</h1>
          <p>Nothing was changed. Try again; if it happens again, please report what you did.</p>
          {error.digest && <p>The terminal shows more under the digest {error.digest}.</p>}
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
