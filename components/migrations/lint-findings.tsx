import type { LintFinding as Finding } from '@/lib/migrations/lint/lint-finding'
import { LintFinding } from './lint-finding'
import { LintStatement } from './lint-statement'

/** A statement with all that was found in it. */
export interface StatementFindings {
  readonly line: number
  readonly statement: string
  /** The most serious first. */
  readonly findings: readonly Finding[]
}

/** Puts findings of one statement together; the statement with the most serious one comes first. */
export function byStatement(findings: readonly Finding[]): StatementFindings[] {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    const key = `${finding.line} ${finding.statement}`
    const group = groups.get(key)
    if (group) group.push(finding)
    else groups.set(key, [finding])
  }
  return [...groups.values()].map((group) => {
    const [{ line, statement }] = group as [Finding]
    return { line, statement, findings: group }
  })
}

/** The statement beside what was found in it; below it where there is little room. */
export function LintFindings({
  group: { line, statement, findings },
}: {
  readonly group: StatementFindings
}) {
  return (
    <div className="grid gap-x-6 gap-y-3 lg:grid-cols-2">
      {statement !== '' && <LintStatement line={line} statement={statement} />}
      <ul className="min-w-0 space-y-4">
        {findings.map((finding) => (
          <li key={`${finding.rule} ${finding.message}`}>
            <LintFinding finding={finding} />
          </li>
        ))}
      </ul>
    </div>
  )
}
