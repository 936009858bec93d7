'use client'

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { parseAsBoolean, useQueryState } from 'nuqs'
import { useMemo } from 'react'
import { describePageError } from '@/components/states/page-error'
import type { GraphAnswer } from '@/lib/services/graph-answer'
import { useShortcut } from '../../keys/use-shortcut'
import { EmptyState } from '../../states/empty-state'
import { ErrorState } from '../../states/error-state'
import { LoadingRows } from '../../states/loading-rows'
import { ButtonLink } from '../../ui/button'
import { PageHeader } from '../../ui/page-header'
import { SafeName } from '../../ui/safe-name'
import { compareHref, graphHref, originOfSegment } from '../compare-href'
import { needsNotices } from '../needs-notices'
import { PairLegend } from '../pair-legend'
import { DiagramPlaceholder } from './diagram-placeholder'
import { useGraph } from './use-graph'

/** Hardly ever there. */
const SideNotices = dynamic(() => import('../side-notices').then((module) => module.SideNotices), {
  ssr: false,
})

const GraphText = dynamic(() => import('./graph-text').then((module) => module.GraphText), { ssr: false })

const GraphDiagram = dynamic(() => import('./graph-diagram').then((module) => module.GraphDiagram), {
  ssr: false,
  loading: DiagramPlaceholder,
})

interface CompareGraphProps {
  /** Path segments that stand for the two origins, the trusted one first. */
  readonly source: string
  readonly target: string
}

/** The page that shows which tables differ and how they hang together. */
export function CompareGraph(segments: CompareGraphProps) {
  const router = useRouter()
  const [lastKnown, setLastKnown] = useQueryState('lastKnown', parseAsBoolean.withDefault(false))
  const source = originOfSegment(segments.source)
  const target = originOfSegment(segments.target)
  const pair = useMemo(() => ({ source, target, lastKnown }), [source, target, lastKnown])
  const query = useGraph(pair)
  useShortcut('swap', () => router.push(graphHref(target, source)))
  const answer = query.data
  const names = useMemo(
    () => ({ source: answer?.source.name ?? source, target: answer?.target.name ?? target }),
    [answer?.source.name, answer?.target.name, source, target],
  )
  if (!answer && query.error) {
    return (
      <>
        <ErrorState level={1} error={describePageError(query.error)} onRetry={() => query.refetch()} />
        <p className="mt-4">
          <ButtonLink href="/compare">Choose what to compare</ButtonLink>
        </p>
      </>
    )
  }
  const title = (
    <>
      Tables of <SafeName name={names.target} /> compared with <SafeName name={names.source} />
    </>
  )
  return (
    <>
      <PageHeader
        title={title}
        summary={answer?.graph ? <Summary graph={answer.graph} /> : undefined}
        actions={
          <>
            <ButtonLink href={graphHref(target, source)}>Swap the sides</ButtonLink>
            <ButtonLink href={compareHref(source, target)}>All differences</ButtonLink>
          </>
        }
      />
      {!answer && <LoadingRows label={`Comparing ${target} with ${source}…`} />}
      {answer && needsNotices(answer) && (
        <SideNotices
          answer={answer}
          isLastKnownWanted={lastKnown}
          onLastKnown={(isWanted) => void setLastKnown(isWanted)}
        />
      )}
      {answer?.graph && source !== target && (
        <div className="space-y-6">
          {answer.graph.tables.length === 0 ? (
            <EmptyState title="No table differs">
              <p>Neither a table nor anything that belongs to one is different on the two sides.</p>
            </EmptyState>
          ) : (
            <>
              <GraphDiagram graph={answer.graph} names={names} pair={pair} />
              <PairLegend names={names} />
              <GraphText
                graph={answer.graph}
                names={names}
                pair={pair}
                onOpen={(id) => router.push(compareHref(source, target, { object: id }))}
              />
            </>
          )}
        </div>
      )}
    </>
  )
}

function Summary({ graph: { tables, leftOut } }: { readonly graph: NonNullable<GraphAnswer['graph']> }) {
  const neighbours = tables.filter(({ isNeighbour }) => isNeighbour).length
  const changed = tables.length - neighbours
  const missing = [
    leftOut.changed > 0 && `${leftOut.changed} that differ`,
    leftOut.neighbours > 0 && `${leftOut.neighbours} joined to them`,
  ].filter((part) => part !== false)
  return (
    <>
      <p className="text-fg">
        {changed} {changed === 1 ? 'table differs, in itself' : 'tables differ, in themselves'} or in what
        belongs to {changed === 1 ? 'it' : 'them'}; {neighbours} more {neighbours === 1 ? 'is' : 'are'} joined
        to {changed === 1 ? 'it' : 'them'}.
      </p>
      {missing.length > 0 && (
        <p>
          A diagram holds 100 tables at most. Left out: {missing.join(' and ')}. The list of all differences
          has every one.
        </p>
      )}
    </>
  )
}
