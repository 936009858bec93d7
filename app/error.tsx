'use client'

import dynamic from 'next/dynamic'
import { describePageError } from '@/components/states/page-error'

/** Loaded when needed only: every page would carry it otherwise, though hardly any ever fails. */
const ErrorState = dynamic(() =>
  import('@/components/states/error-state').then((module) => module.ErrorState),
)

export default function PageError({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  return <ErrorState level={1} error={describePageError(error)} onRetry={retry} />
}
