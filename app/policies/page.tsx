import type { Metadata } from 'next'
import { Suspense } from 'react'
import { EarlyRequests, type PageQuery } from '@/components/early/early-requests'
import { Policies } from '@/components/policies/policies'
import { policiesPath } from '@/components/policies/policies-query'
import { LoadingRows } from '@/components/states/loading-rows'

export const metadata: Metadata = { title: 'Policies' }

export default async function PoliciesPage({ searchParams }: { readonly searchParams: PageQuery }) {
  return (
    <>
      <EarlyRequests paths={[policiesPath(await searchParams, 0)]} />
      <Suspense fallback={<LoadingRows label="Opening the policies…" />}>
        <Policies />
      </Suspense>
    </>
  )
}
