import type { Metadata } from 'next'
import { Suspense } from 'react'
import { Policies } from '@/components/policies/policies'
import { LoadingRows } from '@/components/states/loading-rows'

export const metadata: Metadata = { title: 'Policies' }

export default function PoliciesPage() {
  return (
    <Suspense fallback={<LoadingRows label="Opening the policies…" />}>
      <Policies />
    </Suspense>
  )
}
