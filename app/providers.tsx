'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { type ReactNode, useEffect, useState } from 'react'
import { useServerEvents } from '@/components/shell/use-server-events'
import { askAgain } from '@/lib/client/ask-again'
import { keepFailures } from '@/lib/client/keep-failures'
import { AppError } from '@/lib/objects/app-error'
import { SESSION_CODE } from '@/lib/server/wire'

const FRESH_MS = 30_000

/** By when a page hears of changes after it was opened; what was asked before is then asked again. */
const LISTENING_BY_MS = 2_000

/** Data for the whole tree; asked for again whenever events may have been missed. */
export function Providers({ children }: { readonly children: ReactNode }) {
  const [client] = useState(createQueryClient)
  useEffect(() => {
    const timer = setTimeout(() => askAgain(client), LISTENING_BY_MS)
    return () => clearTimeout(timer)
  }, [client])
  useServerEvents((event) => {
    if (event.type === 'reconnected' || event.type === 'changed') askAgain(client)
    if (event.type === 'dumps') askAgain(client, { queryKey: ['dumps'] })
  })
  return (
    <NuqsAdapter>
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </NuqsAdapter>
  )
}

function createQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: { staleTime: FRESH_MS, refetchOnWindowFocus: false, networkMode: 'always', retry: canRetry },
      mutations: { networkMode: 'always' },
    },
  })
  keepFailures(client.getQueryCache())
  return client
}

/** An expected failure is shown at once, with its own way to try again; only a surprise is tried once more. */
function canRetry(failureCount: number, error: Error): boolean {
  const isExpected = error instanceof AppError && (error.code === SESSION_CODE || error.code !== 'E-INTERNAL')
  return !isExpected && failureCount < 1
}
