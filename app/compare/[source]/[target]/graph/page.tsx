import type { Metadata } from 'next'
import { Suspense } from 'react'
import { originOfSegment } from '@/components/compare/compare-href'
import { CompareGraph } from '@/components/compare/graph/compare-graph'
import { LoadingRows } from '@/components/states/loading-rows'

interface GraphPageProps {
  readonly params: Promise<{ readonly source: string; readonly target: string }>
}

export async function generateMetadata({ params }: GraphPageProps): Promise<Metadata> {
  const { source, target } = await params
  return { title: `Tables of ${originOfSegment(target)} compared with ${originOfSegment(source)}` }
}

export default async function GraphPage({ params }: GraphPageProps) {
  const { source, target } = await params
  return (
    <Suspense fallback={<LoadingRows label="Opening the diagram…" />}>
      <CompareGraph key={`${source}/${target}`} source={source} target={target} />
    </Suspense>
  )
}
