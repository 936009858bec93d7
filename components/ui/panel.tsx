'use client'

import { type ReactNode, useId, useRef } from 'react'
import { useKeptFocus } from './use-kept-focus'

interface PanelProps {
  readonly title: ReactNode
  /** Buttons at the end of the title's line. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A titled section of a page. */
export function Panel({ title, actions, children }: PanelProps) {
  const id = useId()
  const region = useRef<HTMLElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useKeptFocus(region, heading)
  return (
    <section ref={region} aria-labelledby={id} className="rounded-lg border border-border bg-raised">
      <header className="flex min-h-12 flex-wrap items-center justify-between gap-2 border-border border-b px-4 py-2">
        <h2 ref={heading} id={id} tabIndex={-1} className="font-semibold text-lg">
          {title}
        </h2>
        {actions}
      </header>
      <div className="p-4">{children}</div>
    </section>
  )
}
