import type { Metadata } from 'next'
import { Suspense } from 'react'
import { Compare } from '@/components/compare/compare'
import { originOfSegment } from '@/components/compare/compare-href'
import { LoadingRows } from '@/components/states/loading-rows'

interface ComparePageProps {
  readonly params: Promise<{ readonly source: string; readonly target: string }>
}

export async function generateMetadata({ params }: ComparePageProps): Promise<Metadata> {
  const { source, target } = await params
  return { title: `${originOfSegment(target)} compared with ${originOfSegment(source)}` }
}

export default async function ComparePage({ params }: ComparePageProps) {
  const { source, target } = await params
  return (
    <Suspense fallback={<LoadingRows label="Opening the comparison…" />}>
      <Compare key={`${source}/${target}`} source={source} target={target} />
    </Suspense>
  )
}
