'use client'

import { useState } from 'react'
import { CopyAction } from '../ui/copy-action'
import { Count } from '../ui/count'
import { MoreButton } from '../ui/more-button'
import { SafeText } from '../ui/safe-name'
import { type ChangedFile, changedFiles } from './changed-files'

/** How the files of types and schema differ from those that a dump replaced, a unified diff for each. */
export function FileChanges({ diff }: { readonly diff: string }) {
  return (
    <div className="space-y-4">
      {changedFiles(diff).map((file) => (
        <FileChange key={file.path} file={file} />
      ))}
    </div>
  )
}

/** As many lines as are taken in at first. */
const SHOWN = 40

function FileChange({ file: { path, isNew, added, removed, lines } }: { readonly file: ChangedFile }) {
  const [isOpen, setIsOpen] = useState(false)
  const shown = isOpen ? lines : lines.slice(0, SHOWN)
  return (
    <figure className="rounded-lg border border-border">
      <figcaption className="flex flex-wrap items-center justify-between gap-2 border-border border-b py-1 pr-1 pl-3 text-sm">
        <span className="wrap-anywhere min-w-0">
          <code>
            <SafeText text={path} />
          </code>{' '}
          <span className="text-muted">
            {isNew ? (
              <>
                is new, <Count value={added} of={['line', 'lines']} />
              </>
            ) : (
              <>
                <Count value={added} /> added,{' '}
                <Count value={removed} of={['line removed', 'lines removed']} />
              </>
            )}
          </span>
        </span>
        <CopyAction label="Copy" look="quiet" subject={path} text={() => lines.join('\n')} />
      </figcaption>
      <section
        aria-label={`Changes of ${path}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        tabIndex={0}
        className="relative max-h-[70dvh] overflow-auto bg-surface py-2 print:max-h-none"
      >
        <pre className="font-mono text-xs">
          <code>
            {shown.map((line, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in the text
              <span key={i} className={`isolate-text block min-h-[1lh] px-3 ${lookOf(line)}`}>
                <SafeText text={line} allowed={'\t'} />
                {'\n'}
              </span>
            ))}
          </code>
        </pre>
      </section>
      <MoreButton hidden={lines.length - SHOWN} isOpen={isOpen} onToggle={() => setIsOpen(!isOpen)} />
    </figure>
  )
}

function lookOf(line: string): string {
  if (line.startsWith('+')) return 'text-ok'
  if (line.startsWith('-')) return 'text-missing'
  return line.startsWith('@@') ? 'text-muted' : ''
}
