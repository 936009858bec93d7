'use client'

import { ErrorState } from '@/components/states/error-state'
import { describePageError } from '@/components/states/page-error'

export default function PageError({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  return <ErrorState level={1} error={describePageError(error)} onRetry={retry} />
}
