import type { ReactNode } from 'react'

interface PageHeaderProps {
  readonly title: ReactNode
  /** One line that answers the question of the page. */
  readonly summary?: ReactNode
  /** The page's main action, and a few others. */
  readonly actions?: ReactNode
}

/** The top of every page: what it is, the answer in a line, what can be done. */
export function PageHeader({ title, summary, actions }: PageHeaderProps) {
  return (
    <header className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 className="wrap-anywhere font-semibold text-2xl">{title}</h1>
        {summary && <div className="wrap-anywhere mt-1 max-w-[72ch] text-muted">{summary}</div>}
      </div>
      {actions && <div className="print:hidden flex flex-wrap gap-2">{actions}</div>}
    </header>
  )
}
