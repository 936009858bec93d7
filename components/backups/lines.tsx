import { SafeText } from '../ui/safe-name'

interface LinesProps {
  readonly title: string
  readonly lines: readonly string[]
}

/** A titled list of lines for people; nothing where there are none. */
export function Lines({ title, lines }: LinesProps) {
  if (lines.length === 0) return null
  return (
    <section aria-label={title}>
      <h3 className="font-medium">{title}</h3>
      <ul className="mt-1 list-disc space-y-1 pl-5">
        {lines.map((line) => (
          <li key={line} className="wrap-anywhere">
            <SafeText text={line} />
          </li>
        ))}
      </ul>
    </section>
  )
}
