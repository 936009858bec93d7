'use client'

import { type RefObject, useEffect, useRef } from 'react'
import { describePageError } from '@/components/states/page-error'
import { ErrorState } from '../states/error-state'
import { LoadingRows } from '../states/loading-rows'
import { Button } from '../ui/button'
import type { PairParameters } from './compare-requests'
import type { CompareState, SetCompareState } from './compare-state'
import { ComparedObjectHeader, type ComparedObjectHeaderProps } from './compared-object-header'
import { ComparedProperties } from './compared-properties'
import { ComparedStatements } from './compared-statements'
import { ObjectMeaning } from './object-meaning'
import { RelatedObjects } from './related-objects'
import type { SideNames } from './status-words'
import { useComparedObject } from './use-comparison'
import { ViewBar } from './view-bar'

interface ComparedObjectProps extends Pick<ComparedObjectHeaderProps, 'place' | 'steps' | 'viewed'> {
  readonly pair: PairParameters
  readonly id: string
  readonly names: SideNames
  readonly state: CompareState
  readonly setState: SetCompareState
  /** Whether a link that the object took the place of led to it. */
  readonly isLed: RefObject<boolean>
  readonly onChoose: (id: string | null) => void
}

/** One object of the pair: what differs and why it matters first, its statements one click away. */
export function ComparedObject(props: ComparedObjectProps) {
  const { pair, id, names, state, setState, place, steps, viewed, isLed, onChoose } = props
  const query = useComparedObject(pair, id)
  const object = query.data
  const sectionRef = useFocusWhenLost(id, isLed)
  const back = (
    <Button className="mb-3 lg:hidden" onClick={() => onChoose(null)}>
      Back to the list
    </Button>
  )
  if (!object) {
    return (
      <section ref={sectionRef} tabIndex={-1} aria-label="Object" className="min-w-0">
        {back}
        {query.error ? (
          <ErrorState error={describePageError(query.error)} onRetry={() => query.refetch()} />
        ) : (
          <LoadingRows label="Opening the object…" />
        )}
      </section>
    )
  }
  return (
    <section
      ref={sectionRef}
      tabIndex={-1}
      aria-labelledby="compared-object"
      aria-busy={query.isPlaceholderData}
      className="min-w-0 scroll-mt-20 outline-none"
    >
      {back}
      <div className="space-y-4 rounded-lg border border-border bg-raised p-4">
        <ComparedObjectHeader
          object={object}
          names={names}
          pair={pair}
          place={place}
          steps={steps}
          viewed={viewed}
          onChoose={onChoose}
        />
        <ObjectMeaning object={object} names={names} pair={pair} onChoose={onChoose} />
        <ViewBar object={object} names={names} state={state} setState={setState} />
        {state.view === 'properties' ? (
          <ComparedProperties key={object.id} object={object} names={names} />
        ) : (
          <ComparedStatements
            key={object.id}
            object={object}
            names={names}
            view={state.view}
            state={state}
            setState={setState}
          />
        )}
        <RelatedObjects object={object} names={names} pair={pair} onChoose={onChoose} />
      </div>
    </section>
  )
}

/** Where the list or a link gives way to the object, the focus goes along. */
function useFocusWhenLost(id: string, isLed: RefObject<boolean>) {
  const ref = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again for every object
  useEffect(() => {
    const isLost = document.activeElement === document.body || document.activeElement === null
    const hasList = document.querySelector('[role=tree]')?.checkVisibility() ?? false
    if (isLost && (isLed.current || !hasList)) ref.current?.focus()
    isLed.current = false
  }, [id])
  return ref
}
