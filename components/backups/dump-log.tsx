'use client'

import { useEffect, useRef, useState } from 'react'
import { CopyAction } from '../ui/copy-action'
import { SafeText } from '../ui/safe-name'

interface DumpLogProps {
  readonly lines: readonly string[]
  /** How many lines stand before the first of these. */
  readonly after: number
  /** Whether more come. */
  readonly isGrowing?: boolean
}

/** As many lines as are kept on the page; the file beside the record has them all. */
const MOST_LINES = 2_000

/** What a dump said, the newest at the end and in sight while it grows. */
export function DumpLog({ lines, after, isGrowing = false }: DumpLogProps) {
  const box = useRef<HTMLElement>(null)
  const [follows, setFollows] = useState(true)
  const shown = lines.slice(-MOST_LINES)
  const first = after + lines.length - shown.length
  const newest = first + shown.length
  useEffect(() => {
    if (follows && isGrowing && newest > 0) box.current?.scrollTo({ top: box.current.scrollHeight })
  }, [newest, follows, isGrowing])
  return (
    <figure className="rounded-lg border border-border">
      <figcaption className="flex flex-wrap items-center justify-between gap-2 border-border border-b py-1 pr-1 pl-3 text-muted text-sm">
        Log
        <span className="flex items-center gap-3">
          {isGrowing && (
            <label className="flex items-center gap-2 print:hidden">
              <input
                type="checkbox"
                checked={follows}
                onChange={(event) => setFollows(event.target.checked)}
                className="size-4 accent-accent"
              />
              Follow
            </label>
          )}
          <CopyAction label="Copy" look="quiet" subject="log" text={() => lines.join('\n')} />
        </span>
      </figcaption>
      <section
        ref={box}
        aria-label="Log"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        tabIndex={0}
        className="max-h-60 overflow-auto bg-surface p-3 font-mono text-xs print:max-h-none"
      >
        {first > 0 && <p className="text-muted">{first} earlier lines are in the log’s file.</p>}
        {shown.length === 0 && <p className="text-muted">Nothing yet.</p>}
        {shown.map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in the log
          <p key={first + i} className="wrap-anywhere">
            <SafeText text={line.replace(/^\S*T(\d\d:\d\d:\d\d)\S*Z /, '$1 ')} />
          </p>
        ))}
      </section>
    </figure>
  )
}
