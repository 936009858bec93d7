import { useMemo } from 'react'
import { CopyAction } from '../ui/copy-action'
import { CodeLine } from './code-line'
import { splitTokenLines, tokenizeSql } from './sql-tokens'

interface CodeBlockProps {
  /** Names the text, such as `DDL in prod`. */
  readonly label: string
  readonly sql: string
}

/** SQL to read and to copy. */
export function CodeBlock({ label, sql }: CodeBlockProps) {
  const lines = useMemo(() => splitTokenLines(tokenizeSql(sql)), [sql])
  return (
    <figure className="relative overflow-hidden rounded-lg border border-border bg-surface">
      <figcaption className="flex items-center justify-between border-border border-b py-1 pr-1 pl-4 text-muted text-sm">
        <span className="wrap-anywhere min-w-0">{label}</span>
        <CopyAction label="Copy" look="quiet" subject={label} text={() => sql} />
      </figcaption>
      <section
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        tabIndex={0}
        className="relative overflow-x-auto p-4"
      >
        <pre className="font-mono text-sm">
          <code>
            {lines.map((tokens, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in the text
              <span key={index} className="isolate-text block min-h-[1lh]">
                <CodeLine tokens={tokens} />
                {'\n'}
              </span>
            ))}
          </code>
        </pre>
      </section>
    </figure>
  )
}
