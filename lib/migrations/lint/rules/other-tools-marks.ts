import type { LintRule, ScriptFinding } from '../rule'
import type { LintScript } from '../script'

interface Mark {
  readonly tool: string
  readonly label: string
  readonly pattern: RegExp
  /** What comes of it when another tool runs the file. */
  readonly severity: ScriptFinding['severity']
  readonly why: string
}

const UNDOES =
  'To every other tool it is a plain comment: what stands below it, which is to undo the migration, runs as well.'
const PLAIN = 'To every other tool it is a plain comment, so that what it asks for does not happen.'

const MARKS: readonly Mark[] = [
  { tool: 'dbmate', label: 'dbmate', pattern: /^--\s*migrate:down\b/i, severity: 'critical', why: UNDOES },
  { tool: 'goose', label: 'goose', pattern: /^--\s*\+goose\s+Down\b/i, severity: 'critical', why: UNDOES },
  {
    tool: 'node-pg-migrate',
    label: 'node-pg-migrate',
    pattern: /^--\s*Down Migration\b/i,
    severity: 'critical',
    why: UNDOES,
  },
  {
    tool: 'goose',
    label: 'goose',
    pattern: /^--\s*\+goose\s+NO\s+TRANSACTION/i,
    severity: 'medium',
    why: PLAIN,
  },
  {
    tool: 'dbmate',
    label: 'dbmate',
    pattern: /^--\s*migrate:up\b.*transaction:\s*false/i,
    severity: 'medium',
    why: PLAIN,
  },
  { tool: 'sqlx', label: 'sqlx', pattern: /^--\s*no-transaction\s*$/i, severity: 'medium', why: PLAIN },
  { tool: 'atlas', label: 'Atlas', pattern: /^--\s*atlas:txmode\b/i, severity: 'medium', why: PLAIN },
  {
    tool: 'graphile-migrate',
    label: 'Graphile Migrate',
    pattern: /^--!\s*no-transaction/i,
    severity: 'medium',
    why: PLAIN,
  },
  {
    tool: 'liquibase',
    label: 'Liquibase',
    pattern: /^--\s*(?:changeset|precondition)\b.*:/i,
    severity: 'medium',
    why: PLAIN,
  },
  {
    tool: 'prisma',
    label: 'Prisma',
    pattern: /^\/\*\s*Warnings:/i,
    severity: 'low',
    why: 'Prisma wrote down what this may lose and asked whoever made the file; the tool that runs it asks nobody.',
  },
]

/** Instructions of one migration tool in a file that another one runs. */
export const otherToolsMarks: LintRule = {
  id: 'other-tools-marks',
  about: 'holds an instruction that only another migration tool understands',
  checkScript: (script) =>
    MARKS.filter(({ tool }) => tool !== script.tool).flatMap((mark) => found(mark, script)),
}

function found({ label, pattern, severity, why }: Mark, { comments }: LintScript): ScriptFinding[] {
  const comment = comments.find(({ text }) => pattern.test(text))
  if (!comment) return []
  return [
    {
      line: comment.line,
      statement: comment.text.split('\n')[0] ?? '',
      severity,
      message: `This comment is an instruction to ${label}, and another tool runs the file.`,
      why,
      instead:
        severity === 'low'
          ? 'Read the warnings before the deploy.'
          : 'Write the file in the form of the tool that runs it.',
    },
  ]
}
