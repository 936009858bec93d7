import type { Metadata } from 'next'
import { Suspense } from 'react'
import { CompareStart } from '@/components/compare/compare-start'
import { LoadingRows } from '@/components/states/loading-rows'

export const metadata: Metadata = { title: 'Compare' }

export default function CompareStartPage() {
  return (
    <Suspense fallback={<LoadingRows label="Opening the comparison…" />}>
      <CompareStart />
    </Suspense>
  )
}
