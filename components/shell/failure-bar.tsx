'use client'

import { useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useEffect, useRef, useState } from 'react'
import { sentence } from '@/lib/objects/sentence'
import { useFailedQueries } from '../states/failed-queries'
import { describePageError } from '../states/page-error'
import { Button } from '../ui/button'
import { SafeText } from '../ui/safe-name'
import { useKeptFocus } from '../ui/use-kept-focus'

interface FailureBarProps {
  /** Id of the page's content, which gets the focus of the button when that goes away. */
  readonly contentId: string
}

/** Says at the foot of the window that what stands above it is old or not whole, why, and tries again. */
export function FailureBar({ contentId }: FailureBarProps) {
  const client = useQueryClient()
  const failed = useFailedQueries()
  const [isTrying, setIsTrying] = useState(false)
  const bar = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLElement>(null)
  useEffect(() => {
    content.current = document.getElementById(contentId)
  }, [contentId])
  useKeptFocus(bar, content)
  async function tryAgain() {
    setIsTrying(true)
    await client.refetchQueries({ predicate: (query) => failed.includes(query) })
    setIsTrying(false)
  }
  const [first] = failed
  const error = first && describePageError(first.state.error)
  const isOld = failed.every(({ state }) => state.data !== undefined)
  return (
    <div ref={bar} role="alert" className="sticky bottom-0 z-10 print:static">
      {error && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-missing border-t-2 bg-raised px-4 py-2 sm:px-6">
          <p className="min-w-0 flex-1 basis-72 wrap-anywhere">
            <strong className="text-missing">
              {isOld
                ? 'This page could not be brought up to date; it shows what was known before.'
                : 'A part of this page could not be read.'}
            </strong>{' '}
            <SafeText text={`${sentence(error.message)} ${error.hint}`} />{' '}
            <Link
              href={`/help/${encodeURIComponent(error.code)}`}
              className="font-mono text-xs underline underline-offset-4"
            >
              {error.code}
            </Link>
          </p>
          <Button disabled={isTrying} onClick={tryAgain}>
            {isTrying ? 'Trying again…' : 'Try again'}
          </Button>
        </div>
      )}
    </div>
  )
}
