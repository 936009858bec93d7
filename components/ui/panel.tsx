import { type ReactNode, useId } from 'react'

interface PanelProps {
  readonly title: ReactNode
  /** Buttons at the end of the title's line. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A titled section of a page. */
export function Panel({ title, actions, children }: PanelProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="rounded-lg border border-border bg-raised">
      <header className="flex min-h-12 flex-wrap items-center justify-between gap-2 border-border border-b px-4 py-2">
        <h2 id={id} className="font-semibold text-lg">
          {title}
        </h2>
        {actions}
      </header>
      <div className="p-4">{children}</div>
    </section>
  )
}
