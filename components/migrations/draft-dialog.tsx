'use client'

import type { DraftAnswer } from '@/lib/services/draft-answer'
import { CodeBlock } from '../code/code-block'
import { ObjectName } from '../objects/object-name'
import { ErrorState } from '../states/error-state'
import { describePageError } from '../states/page-error'
import { Status } from '../status/status'
import { Dialog } from '../ui/dialog'
import { SafeName, SafeText } from '../ui/safe-name'
import { DraftProofBox } from './draft-proof-box'
import { DraftSaving } from './draft-saving'
import { RemarkedList } from './remarked-list'

interface DraftDialogProps {
  readonly environment: string
  readonly draft: DraftAnswer | undefined
  readonly error: Error | null
  readonly onRetry: () => void
  readonly onClose: () => void
}

/** The text of a migration, what it was proven to do, what it cannot express and why; and only then a way to save it. */
export function DraftDialog({ environment, draft, error, onRetry, onClose }: DraftDialogProps) {
  return (
    <Dialog
      title={`Migration from ${environment}`}
      onClose={onClose}
      className="md:w-[min(60rem,calc(100vw-4rem))]"
    >
      <div aria-live="polite" className="space-y-5 p-4">
        {error && <ErrorState error={describePageError(error)} onRetry={onRetry} />}
        {!error && !draft && (
          <p className="flex min-h-40 flex-wrap items-center justify-center gap-2">
            <Status status="running" label="Writing and proving…" />
            <span className="text-muted">
              The files run in a database of our own, then the new one; nothing is written.
            </span>
          </p>
        )}
        {draft && <Draft draft={draft} />}
      </div>
      {draft && <DraftSaving draft={draft} onClose={onClose} />}
    </Dialog>
  )
}

function Draft({ draft }: { readonly draft: DraftAnswer }) {
  const { environment, file, proof, widens, cautions, leftOut } = draft
  return (
    <>
      <DraftProofBox proof={proof} environment={environment} />
      {widens.length > 0 && (
        <section
          aria-labelledby="draft-widens"
          className="framed rounded-lg border border-missing border-l-4 p-4"
        >
          <h3 id="draft-widens" className="font-medium">
            It opens access wherever it runs
          </h3>
          <p className="mt-1 text-muted text-sm">
            These let more through in <SafeName name={environment} /> than the recorded migrations do.
          </p>
          <ul className="wrap-anywhere mt-1 list-disc pl-5">
            {widens.map(({ id, kind, label, address, attachedParts }) => (
              <li key={id}>
                <span className="text-muted">{label}</span>{' '}
                <ObjectName kind={kind} address={address} attachedParts={attachedParts} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {file?.files.map(
        ({ path, text }) => text !== '' && <CodeBlock key={path} label={path} sql={text.trimEnd()} />,
      )}
      {cautions.length > 0 && (
        <section aria-labelledby="draft-cautions">
          <h3 id="draft-cautions" className="font-medium">
            Before you run it
          </h3>
          <ul className="wrap-anywhere mt-1 max-w-[80ch] list-disc space-y-0.5 pl-5">
            {cautions.map((caution) => (
              <li key={caution}>
                <SafeText text={caution} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {leftOut.length > 0 && (
        <section aria-labelledby="draft-left-out">
          <h3 id="draft-left-out" className="font-medium">
            Not in the file, and why
          </h3>
          <RemarkedList objects={leftOut} />
        </section>
      )}
    </>
  )
}
