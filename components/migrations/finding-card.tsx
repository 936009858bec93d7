import type { FindingAnswer } from '@/lib/services/migrations-answer'
import { SeverityBadge } from '../status/severity'
import { CopyAction } from '../ui/copy-action'
import { SafeText } from '../ui/safe-name'

/** Something to mend: what is the case, why, what that rests on, and the commands that would mend it. */
export function FindingCard({ finding }: { readonly finding: FindingAnswer }) {
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
      {evidence.length > 0 && (
        <ul className="wrap-anywhere list-disc space-y-0.5 pl-5 text-muted text-sm">
          {evidence.map((each) => (
            <li key={each}>
              <SafeText text={each} allowed={'\n'} />
            </li>
          ))}
        </ul>
      )}
      {commands.length > 0 && (
        <ul className="space-y-2 pt-1">
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
      )}
    </article>
  )
}
