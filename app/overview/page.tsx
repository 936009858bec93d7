import type { Metadata } from 'next'
import { Suspense } from 'react'
import { EarlyRequests, type PageQuery } from '@/components/early/early-requests'
import { Overview } from '@/components/overview/overview'
import { gridPath } from '@/components/overview/overview-query'
import { LoadingRows } from '@/components/states/loading-rows'

export const metadata: Metadata = { title: 'Overview' }

export default async function OverviewPage({ searchParams }: { readonly searchParams: PageQuery }) {
  return (
    <>
      <EarlyRequests paths={[gridPath(await searchParams)]} />
      <Suspense fallback={<LoadingRows label="Opening the overview…" />}>
        <Overview />
      </Suspense>
    </>
  )
}
