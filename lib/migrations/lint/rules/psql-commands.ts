import type { LintRule } from '../rule'

/** Lines that only psql understands, in a file that another program sends to the server. */
export const psqlCommands: LintRule = {
  id: 'psql-commands',
  about: 'holds a command of psql in a file that no psql runs',
  checkScript: ({ tool, psqlLines }) =>
    tool === 'sqitch'
      ? []
      : psqlLines.map(({ line, text }) => ({
          line,
          statement: text.trimEnd(),
          severity: 'high',
          message: `${text.trim().split(/\s/)[0]} is a command of psql, which the server does not know.`,
          why: 'The tool sends the line to the server as it stands, and the deploy fails with a syntax error.',
          instead:
            'Take the line out, and write in SQL what it did. `pg_dump` writes `\\restrict` lines of its own.',
        })),
}
