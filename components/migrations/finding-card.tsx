import type { FindingAnswer } from '@/lib/services/migrations-answer'
import { SeverityBadge } from '../status/severity'
import { CopyAction } from '../ui/copy-action'
import { SafeText } from '../ui/safe-name'

interface FindingCardProps {
  readonly finding: FindingAnswer
  /** Whether what it rests on and what would mend it show at once. */
  readonly isOpen?: boolean
}

/** Something to mend: what is the case, why, what that rests on, and the commands that would mend it. */
export function FindingCard({ finding, isOpen = false }: FindingCardProps) {
  const { severity, label, message, cause, evidence, commands } = finding
  return (
    <article className="space-y-2">
      <h3 className="flex flex-wrap items-center gap-2 font-medium">
        {severity !== 'low' && <SeverityBadge severity={severity} />}
        <span className="wrap-anywhere">
          <SafeText text={message} />
        </span>
        <span className="font-normal text-muted text-sm">{label}</span>
      </h3>
      <p className="max-w-[80ch]">
        <SafeText text={cause} />
      </p>
      {evidence.length + commands.length > 0 && (
        <details open={isOpen} className="space-y-2">
          <summary className="w-fit cursor-pointer text-accent text-sm">
            {commands.length > 0 ? 'Evidence and commands' : 'Evidence'}
          </summary>
          <Evidence evidence={evidence} />
          <Commands commands={commands} />
        </details>
      )}
    </article>
  )
}

function Evidence({ evidence }: Pick<FindingAnswer, 'evidence'>) {
  return (
    <ul className="wrap-anywhere list-disc space-y-0.5 pl-5 text-muted text-sm">
      {evidence.map((each) => (
        <li key={each}>
          <SafeText text={each} allowed={'\n'} />
        </li>
      ))}
    </ul>
  )
}

export function Commands({ commands }: Pick<FindingAnswer, 'commands'>) {
  return (
    <ul className="space-y-2">
      {commands.map(({ does, text }) => (
        <li key={text} className="rounded-md border border-border bg-surface px-3 py-2">
          <p className="text-muted text-sm">
            <SafeText text={does} />
          </p>
          <div className="mt-1 flex flex-wrap items-center justify-between gap-2">
            <code className="wrap-anywhere font-mono text-sm">
              <SafeText text={text} />
            </code>
            <CopyAction label="Copy command" subject={text} text={() => text} />
          </div>
        </li>
      ))}
    </ul>
  )
}
