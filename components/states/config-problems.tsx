import { SafeText } from '../ui/safe-name'

interface ConfigProblemsProps {
  readonly problems: readonly string[]
  readonly level?: 1 | 2
}

/** The mistakes of the configuration, each with its place. */
export function ConfigProblems({ problems, level = 2 }: ConfigProblemsProps) {
  const Heading = `h${level}` as const
  return (
    <section role="alert" className="framed rounded-lg border border-missing border-l-4 p-4">
      <Heading className="font-semibold text-lg">The configuration has mistakes</Heading>
      <ul className="mt-2 list-disc space-y-1 pl-5">
        {problems.map((problem) => (
          <li key={problem} className="wrap-anywhere">
            <SafeText text={problem} />
          </li>
        ))}
      </ul>
    </section>
  )
}
