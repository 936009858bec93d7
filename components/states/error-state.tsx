'use client'

import { useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import type { AppErrorShape } from '@/lib/objects/app-error'
import { Button } from '../ui/button'
import { CopyAction } from '../ui/copy-action'
import { SafeText } from '../ui/safe-name'
import { StateBox } from './state-box'

interface ErrorStateProps {
  readonly error: AppErrorShape
  /** Tries again; what it returns is awaited, so that the button can say that it is under way. */
  readonly onRetry?: () => unknown
  readonly level?: 1 | 2
}

/** A failure: what happened, why most likely and what to do, the evidence, and a way to try again. */
export function ErrorState({ error, onRetry, level }: ErrorStateProps) {
  const box = useRef<HTMLElement>(null)
  useLeftFocus(box, level === 1)
  const [isTrying, setIsTrying] = useState(false)
  const client = useQueryClient()
  async function tryAgain() {
    setIsTrying(true)
    // Where the page asks of its own accord right then, the press is one with that, which began before and may fail yet.
    const wasAsking = client.isFetching() > 0
    const answer = await onRetry?.()
    if (wasAsking && isFailure(answer)) await onRetry?.()
    setIsTrying(false)
  }
  const actions = (
    <>
      {onRetry && <Button onClick={tryAgain}>{isTrying ? 'Trying again…' : 'Try again'}</Button>}
      <CopyAction label="Copy details" subject="details" text={() => detailsText(error)} />
    </>
  )
  return (
    <StateBox
      ref={box}
      role="alert"
      tone="bad"
      level={level}
      title={<SafeText text={error.message} />}
      actions={actions}
    >
      <ErrorBody error={error} />
    </StateBox>
  )
}

/** Whether what a query came to when it was asked again is a failure. */
function isFailure(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'isError' in answer && answer.isError === true
}

/** Where a box that is the whole page goes away with the focus, as trying again helped, the page gets it. Panels see to theirs. */
function useLeftFocus(box: RefObject<HTMLElement | null>, isPage: boolean): void {
  useLayoutEffect(() => {
    const { current } = box
    if (!current || !isPage) return
    return () => {
      if (current.contains(document.activeElement)) current.closest('main')?.focus({ preventScroll: true })
    }
  }, [box, isPage])
}

/** Hint, evidence and code of a failure, for boxes with a title of their own. */
export function ErrorBody({ error }: { readonly error: AppErrorShape }) {
  return (
    <>
      <p>
        <SafeText text={error.hint} />
      </p>
      {error.detail && (
        <pre className="whitespace-pre-wrap wrap-anywhere rounded-sm bg-surface p-2 text-xs">
          <SafeText text={error.detail} allowed={'\n\t'} />
        </pre>
      )}
      <p className="text-xs">
        <Link
          href={`/help/${encodeURIComponent(error.code)}`}
          className="font-mono underline underline-offset-4"
        >
          {error.code}
        </Link>
      </p>
    </>
  )
}

function detailsText({ code, message, hint, detail }: AppErrorShape): string {
  return [`${code}: ${message}`, hint, detail].filter(Boolean).join('\n')
}
