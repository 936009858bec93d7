'use client'

import Link from 'next/link'
import { useState } from 'react'
import { describePageError } from '@/components/states/page-error'
import type { PairSummary, PairsAnswer } from '@/lib/services/list-pairs'
import { EmptyState } from '../states/empty-state'
import { ErrorState } from '../states/error-state'
import { LoadingRows } from '../states/loading-rows'
import { Status } from '../status/status'
import { ButtonLink } from '../ui/button'
import { PageHeader } from '../ui/page-header'
import { Panel } from '../ui/panel'
import { SafeName } from '../ui/safe-name'
import { compareHref } from './compare-href'
import { type Pair, readLastPair } from './last-pair'
import { PairPicker } from './pair-picker'
import { usePairs } from './use-comparison'

/** The page that asks which two to compare. */
export function CompareStart() {
  const pairs = usePairs()
  if (pairs.data) return <Start answer={pairs.data} />
  if (pairs.error) {
    return <ErrorState level={1} error={describePageError(pairs.error)} onRetry={() => pairs.refetch()} />
  }
  return (
    <>
      <PageHeader title="Compare" />
      <LoadingRows label="Asking what can be compared…" rows={3} />
    </>
  )
}

function Start({ answer }: { readonly answer: PairsAnswer }) {
  const { origins, pairs, suggested } = answer
  const [chosen, setChosen] = useState<Pair | null>(null)
  const pair = chosen ?? rememberedPair(origins) ?? suggested
  if (!pair) return <NothingToCompare />
  const environments = origins.filter(({ sort }) => sort === 'environment')
  const toSave = environments.find(({ isReference }) => isReference) ?? environments[0]
  const isReading = (each: PairSummary) =>
    origins.some(({ id, state }) => (id === each.source || id === each.target) && state === 'never')
  return (
    <>
      <PageHeader
        title="Compare"
        summary="What exactly differs between any two environments, migrations, dumps and saved snapshots."
      />
      <div className="space-y-6">
        <div className="flex flex-wrap items-end gap-3">
          <PairPicker origins={origins} pair={pair} onChange={setChosen} />
          <ButtonLink look="primary" href={compareHref(pair.source, pair.target)}>
            Compare
          </ButtonLink>
        </div>
        {pairs.length > 0 && (
          <Panel title="Against the reference">
            <ul className="divide-y divide-border">
              {pairs.map((each) => (
                <li key={each.target}>
                  <PairLink pair={each} isReading={isReading(each)} />
                </li>
              ))}
            </ul>
          </Panel>
        )}
        {toSave && (
          <p className="max-w-[72ch] text-muted text-sm">
            Snapshots saved in <code>.lockstep/snapshots</code> can be compared as well:{' '}
            <code className="wrap-anywhere">
              lockstep snapshot {toSave.id} --output .lockstep/snapshots/before.lockstep
            </code>
          </p>
        )}
      </div>
    </>
  )
}

interface PairLinkProps {
  readonly pair: PairSummary
  /** Whether one of the two is being read for the first time. */
  readonly isReading: boolean
}

function PairLink({ pair: { source, target, differences, unknown }, isReading }: PairLinkProps) {
  return (
    <Link
      href={compareHref(source, target)}
      className="flex min-h-(--row) flex-wrap items-center justify-between gap-x-4 gap-y-1 px-2 py-1.5 hover:bg-surface"
    >
      <span className="underline decoration-border underline-offset-4">
        <SafeName name={target} className="font-medium" /> compared with <SafeName name={source} />
      </span>
      {differences === null ? (
        <Status status={isReading ? 'running' : 'unknown'} />
      ) : differences > 0 ? (
        <Status
          status="differs"
          label={`${differences.toLocaleString('en')} ${differences === 1 ? 'differs' : 'differ'}`}
        />
      ) : unknown === 0 ? (
        <Status status="inSync" />
      ) : (
        <Status status="unknown" label={`${unknown} unknown`} />
      )}
    </Link>
  )
}

function NothingToCompare() {
  return (
    <EmptyState
      level={1}
      title="There are not two things to compare"
      actions={<ButtonLink href="/environments">See the environments</ButtonLink>}
    >
      <p>
        A comparison needs two environments, or an environment and its migrations, a dump, or a snapshot saved
        in <code>.lockstep/snapshots</code>.
      </p>
    </EmptyState>
  )
}

/** The pair of last time, as long as both are still there. */
function rememberedPair(origins: PairsAnswer['origins']): Pair | null {
  const last = readLastPair()
  const isThere = (id: string) => origins.some((origin) => origin.id === id)
  return last && isThere(last.source) && isThere(last.target) ? last : null
}
