import type { Metadata } from 'next'
import { Suspense } from 'react'
import { Compare } from '@/components/compare/compare'
import { originOfSegment } from '@/components/compare/compare-href'
import { comparedObjectPath, comparisonPath } from '@/components/compare/compare-requests'
import { EarlyRequests, type PageQuery } from '@/components/early/early-requests'
import { LoadingRows } from '@/components/states/loading-rows'

interface ComparePageProps {
  readonly params: Promise<{ readonly source: string; readonly target: string }>
  readonly searchParams: PageQuery
}

export async function generateMetadata({ params }: ComparePageProps): Promise<Metadata> {
  const { source, target } = await params
  return { title: `${originOfSegment(target)} compared with ${originOfSegment(source)}` }
}

export default async function ComparePage({ params, searchParams }: ComparePageProps) {
  const { source, target } = await params
  const { lastKnown, object } = await searchParams
  const pair = {
    source: originOfSegment(source),
    target: originOfSegment(target),
    lastKnown: lastKnown === 'true',
  }
  return (
    <>
      <EarlyRequests
        paths={[
          comparisonPath(pair),
          ...(typeof object === 'string' ? [comparedObjectPath(pair, object)] : []),
        ]}
      />
      <Suspense fallback={<LoadingRows label="Opening the comparison…" />}>
        <Compare key={`${source}/${target}`} source={source} target={target} />
      </Suspense>
    </>
  )
}
