import type { ReactNode } from 'react'
import { compareHref } from './compare-href'
import type { Pair } from './last-pair'

interface ObjectLinkProps {
  readonly id: string
  readonly pair: Pair
  readonly onChoose: (id: string) => void
  readonly children: ReactNode
}

/** Shows another object of the same pair and keeps the filters; opened in a new tab it stands alone. */
export function ObjectLink({ id, pair, onChoose, children }: ObjectLinkProps) {
  return (
    <a
      href={compareHref(pair.source, pair.target, { object: id })}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        onChoose(id)
      }}
      className="underline decoration-border underline-offset-4 hover:decoration-fg"
    >
      {children}
    </a>
  )
}
