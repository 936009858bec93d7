'use client'

import { type ReactNode, useEffect, useId, useRef } from 'react'

interface DialogProps {
  readonly title: string
  /** Whether the title shows; it is read out in any case. */
  readonly hasHead?: boolean
  readonly onClose: () => void
  readonly children: ReactNode
  readonly className?: string
}

/** A window over the page, open while it is rendered: Escape, its button and a click beside it close it. */
export function Dialog({ title, hasHead = true, onClose, children, className = '' }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it; a click beside it is an extra
    <dialog
      ref={ref}
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && onClose()}
      className={`m-auto max-h-[85dvh] w-[min(44rem,calc(100vw-2rem))] overflow-auto rounded-lg border border-strong bg-raised p-0 text-fg shadow-lg backdrop:bg-fg/40 dark:backdrop:bg-bg/70 ${className}`}
    >
      <header
        className={
          hasHead
            ? 'sticky top-0 z-10 flex items-center justify-between gap-4 border-border border-b bg-raised px-4 py-2'
            : 'sr-only'
        }
      >
        <h2 id={id} className="font-semibold text-lg">
          {title}
        </h2>
        {hasHead && (
          <button
            type="button"
            onClick={onClose}
            className="flex size-8 items-center justify-center rounded-md hover:bg-surface"
          >
            <span className="sr-only">Close</span>
            <span aria-hidden="true">✕</span>
          </button>
        )}
      </header>
      {children}
    </dialog>
  )
}
