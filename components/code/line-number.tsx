'use client'

import { createContext, type KeyboardEvent, use } from 'react'
import { anchorText, isSameAnchor, type LineAnchor } from './line-anchor'

interface LineLinks {
  /** The line that the address points at. */
  readonly chosen: LineAnchor | null
  /** The one line number that Tab reaches; arrow keys go on from there. */
  readonly tabStop: LineAnchor | null
  readonly onChoose: (line: LineAnchor) => void
}

/** Given where lines can be linked to; without it line numbers are plain text. */
export const LineLinksContext = createContext<LineLinks | null>(null)

interface LineNumberProps extends LineAnchor {
  /** The name of the line's side. */
  readonly name: string
}

/** The number of a line; where lines can be linked to, a button that puts the line in the address. */
export function LineNumber({ side, number, name }: LineNumberProps) {
  const links = use(LineLinksContext)
  if (!links) return number
  const line = { side, number }
  const isChosen = isSameAnchor(links.chosen, line)
  return (
    <button
      type="button"
      data-line={anchorText(line)}
      data-side={side}
      aria-label={`${number}, line of ${name}`}
      aria-current={isChosen || undefined}
      tabIndex={isSameAnchor(links.tabStop, line) ? 0 : -1}
      onClick={() => links.onChoose(line)}
      className="block min-h-6 w-full min-w-6 text-right tabular-nums hover:underline aria-[current=true]:rounded-xs aria-[current=true]:bg-accent aria-[current=true]:px-1 aria-[current=true]:font-semibold aria-[current=true]:text-accent-fg"
    >
      {number}
    </button>
  )
}

/** Arrow keys on a line number: up and down along the side, left and right to the other side. */
export function moveBetweenLines(event: KeyboardEvent<HTMLElement>): void {
  const at = event.target
  if (!(at instanceof HTMLElement) || !at.dataset.line) return
  const next = lineBeside(event.key, at, event.currentTarget)
  if (!next) return
  event.preventDefault()
  next.focus()
}

function lineBeside(key: string, at: HTMLElement, table: HTMLElement): HTMLElement | undefined {
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const side = key === 'ArrowLeft' ? 'source' : 'target'
    return at.closest('tr')?.querySelector<HTMLElement>(`[data-line][data-side=${side}]`) ?? undefined
  }
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined
  const lines = [...table.querySelectorAll<HTMLElement>(`[data-line][data-side=${at.dataset.side}]`)]
  return lines[lines.indexOf(at) + (key === 'ArrowUp' ? -1 : 1)]
}
