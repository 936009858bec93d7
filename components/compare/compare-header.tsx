'use client'

import { describePageError } from '@/components/states/page-error'
import type { OriginAnswer } from '@/lib/services/origins'
import type { ComparisonAnswer } from '@/lib/services/read-comparison'
import { useShortcut } from '../keys/use-shortcut'
import { useCheck } from '../overview/use-check'
import { ErrorState } from '../states/error-state'
import { Button, ButtonLink } from '../ui/button'
import { PageHeader } from '../ui/page-header'
import { SafeName } from '../ui/safe-name'
import { Age } from '../ui/time'
import { graphHref } from './compare-href'
import { useKeptFocus } from './kept-focus'
import type { Pair } from './last-pair'
import { PairPicker } from './pair-picker'
import { usePairs } from './use-comparison'
import { comparisonVerdict } from './verdict'

interface CompareHeaderProps {
  readonly answer: ComparisonAnswer
  readonly pair: Pair
  readonly onOpen: (pair: Pair) => void
}

/** Which two are compared, the outcome in a sentence, and how fresh it is. */
export function CompareHeader({ answer, pair, onOpen }: CompareHeaderProps) {
  const { source, target, comparison } = answer
  const check = useCheck()
  const pairs = usePairs({ failuresToldByAsker: 'never' })
  const environments = [source, target].filter(({ sort }) => sort === 'environment').map(({ id }) => id)
  const isChecking = check.isPending || source.isChecking || target.isChecking
  const checkBoth = () => check.mutate(environments)
  const canCheck = environments.length > 0 && !isChecking
  useShortcut('check', checkBoth, canCheck)
  useKeptFocus()
  const critical = comparison?.counts.bySeverity.critical ?? 0
  return (
    <>
      <PageHeader
        title={
          <>
            <Side origin={target} /> compared with <Side origin={source} />
          </>
        }
        summary={
          <>
            <p className="text-fg">
              {comparisonVerdict(answer, { source: source.name, target: target.name })}
              {critical > 0 && (
                <strong className="text-missing">
                  {' '}
                  {critical}{' '}
                  {critical === 1 ? 'is critical: look at it first.' : 'are critical: look at them first.'}
                </strong>
              )}
            </p>
            <p className="mt-1 text-sm">
              <Freshness origin={target} /> · <Freshness origin={source} />
            </p>
          </>
        }
        actions={
          <>
            <PairPicker origins={pairs.data?.origins ?? [source, target]} pair={pair} onChange={onOpen} />
            <ButtonLink className="self-end" href={graphHref(pair.source, pair.target)}>
              Diagram
            </ButtonLink>
            {environments.length > 0 && (
              <Button look="primary" className="self-end" disabled={!canCheck} onClick={checkBoth}>
                {isChecking
                  ? 'Checking…'
                  : environments.length === 2
                    ? 'Check both now'
                    : `Check ${environments[0]} now`}
              </Button>
            )}
          </>
        }
      />
      {check.error && <ErrorState error={describePageError(check.error)} />}
    </>
  )
}

function Side({ origin: { name, isReference } }: { readonly origin: OriginAnswer }) {
  return (
    <>
      {isReference && (
        <span className="text-accent">
          <span aria-hidden="true">◆ </span>
          <span className="sr-only">the reference </span>
        </span>
      )}
      <SafeName name={name} />
    </>
  )
}

const FRESHNESS_WORDS = {
  environment: 'checked',
  snapshot: 'read',
  migrations: 'replayed',
  dump: 'taken',
} as const

function Freshness({ origin: { name, sort, checkedAt, serverVersion } }: { readonly origin: OriginAnswer }) {
  return (
    <span>
      <SafeName name={name} />{' '}
      {checkedAt ? (
        <>
          {FRESHNESS_WORDS[sort]} <Age at={checkedAt} />
        </>
      ) : (
        'not checked yet'
      )}
      {serverVersion && `, PostgreSQL ${serverVersion}`}
    </span>
  )
}
