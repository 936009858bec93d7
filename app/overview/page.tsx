import type { Metadata } from 'next'
import { Suspense } from 'react'
import { Overview } from '@/components/overview/overview'
import { LoadingRows } from '@/components/states/loading-rows'

export const metadata: Metadata = { title: 'Overview' }

export default function OverviewPage() {
  return (
    <Suspense fallback={<LoadingRows label="Opening the overview…" />}>
      <Overview />
    </Suspense>
  )
}
