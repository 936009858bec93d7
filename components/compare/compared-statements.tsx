'use client'

import dynamic from 'next/dynamic'
import { useMemo } from 'react'
import type { ComparedObjectAnswer } from '@/lib/services/read-compared-object'
import { anchorText, type LineAnchor, parseAnchor } from '../code/line-anchor'
import { LoadingRows } from '../states/loading-rows'
import type { CompareState, SetCompareState } from './compare-state'
import type { SideNames } from './status-words'

const DdlDiff = dynamic(() => import('../code/ddl-diff').then((module) => module.DdlDiff), {
  ssr: false,
  loading: () => <LoadingRows label="Opening the statements…" rows={4} />,
})

interface ComparedStatementsProps {
  readonly object: ComparedObjectAnswer
  readonly names: SideNames
  readonly view: 'split' | 'unified'
  readonly state: CompareState
  readonly setState: SetCompareState
}

const CONTEXT_LINES = { '3': 3, '10': 10, all: Number.MAX_SAFE_INTEGER } as const

/** The statements of both sides with the differing words marked; each line can be linked to. */
export function ComparedStatements({ object, names, view, state, setState }: ComparedStatementsProps) {
  const line = useMemo(() => parseAnchor(state.line), [state.line])
  return (
    <DdlDiff
      source={{ name: names.source, ddl: object.source?.ddl ?? null }}
      target={{ name: names.target, ddl: object.target?.ddl ?? null }}
      view={view}
      context={CONTEXT_LINES[state.context]}
      wraps={state.wrap}
      line={line}
      onLine={(chosen: LineAnchor) => setState({ line: anchorText(chosen) })}
    />
  )
}
