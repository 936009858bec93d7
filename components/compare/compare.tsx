'use client'

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useEffect, useMemo } from 'react'
import { describePageError } from '@/components/states/page-error'
import { useShortcut } from '../keys/use-shortcut'
import { ErrorState } from '../states/error-state'
import { LoadingRows } from '../states/loading-rows'
import { ButtonLink } from '../ui/button'
import { PageHeader } from '../ui/page-header'
import { SafeName } from '../ui/safe-name'
import { CompareHeader } from './compare-header'
import { compareHref, originOfSegment } from './compare-href'
import { swappedQuery, useCompareState } from './compare-state'
import { leaveWithFocus } from './kept-focus'
import { type Pair, rememberPair } from './last-pair'
import { needsNotices } from './needs-notices'
import { useComparison } from './use-comparison'

/** Comes after the verdict, which is what a page is opened for. */
const ComparisonBody = dynamic(() => import('./comparison-body').then((module) => module.ComparisonBody), {
  ssr: false,
  loading: () => <LoadingRows label="Opening the differences…" rows={24} />,
})

/** Hardly ever there. */
const SideNotices = dynamic(() => import('./side-notices').then((module) => module.SideNotices), {
  ssr: false,
})

interface CompareProps {
  /** Path segments that stand for the two origins, the trusted one first. */
  readonly source: string
  readonly target: string
}

/** The page that answers: what exactly differs between these two? */
export function Compare(segments: CompareProps) {
  const source = originOfSegment(segments.source)
  const target = originOfSegment(segments.target)
  const { state, setState, clearFilters } = useCompareState()
  const { lastKnown } = state
  const pair = useMemo(() => ({ source, target, lastKnown }), [source, target, lastKnown])
  const comparison = useComparison(pair)
  const answer = comparison.data
  const open = useOpenPair(pair)
  useShortcut('swap', () => open({ source: target, target: source }))
  const isKnown = answer !== undefined
  useEffect(() => {
    if (isKnown) rememberPair({ source, target })
  }, [isKnown, source, target])

  if (!answer && comparison.error) {
    return (
      <>
        <ErrorState
          level={1}
          error={describePageError(comparison.error)}
          onRetry={() => comparison.refetch()}
        />
        <p className="mt-4">
          <ButtonLink href="/compare">Choose what to compare</ButtonLink>
        </p>
      </>
    )
  }
  if (!answer) {
    return (
      <>
        <PageHeader title={<Title source={source} target={target} />} />
        <LoadingRows label={`Comparing ${target} with ${source}…`} />
      </>
    )
  }
  return (
    <>
      <CompareHeader answer={answer} pair={pair} onOpen={open} />
      {needsNotices(answer) && (
        <SideNotices
          answer={answer}
          onLastKnown={(isWanted) => setState({ lastKnown: isWanted })}
          isLastKnownWanted={lastKnown}
        />
      )}
      {answer.comparison && (
        <ComparisonBody
          answer={answer}
          comparison={answer.comparison}
          pair={pair}
          state={state}
          setState={setState}
          onClearFilters={clearFilters}
        />
      )}
    </>
  )
}

function Title({ source, target }: CompareProps) {
  return (
    <>
      <SafeName name={target} /> compared with <SafeName name={source} />
    </>
  )
}

/** Goes to another pair with the same filters; to the same one the other way round also with the same line. */
function useOpenPair({ source, target }: Pair): (pair: Pair) => void {
  const router = useRouter()
  return (next) => {
    const isSwap = next.source === target && next.target === source
    const { search } = window.location
    leaveWithFocus()
    router.push(compareHref(next.source, next.target) + (isSwap ? swappedQuery(search) : search))
  }
}
