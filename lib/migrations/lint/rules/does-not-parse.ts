import type { LintRule } from '../rule'

/** What only the tool puts into a text before it sends it. */
const PLACEHOLDER = /\$\{[^}\n]*\}|\{\{[^}\n]*\}\}|(?<![:\w]):(?:'\w+'|"\w+"|[A-Z][A-Z_]+\b)/

/** A statement that the grammar of the newest Postgres does not know. */
export const doesNotParse: LintRule = {
  id: 'does-not-parse',
  about: 'is not SQL that the server would understand',
  checkScript: ({ unread }) =>
    unread
      .filter(({ text, isMistake }) => isMistake && !PLACEHOLDER.test(text))
      .map(({ line, text, message }) => ({
        line,
        statement: text,
        severity: 'high',
        message: `The statement does not parse: ${message}.`,
        why: 'The server refuses it too, and the deploy fails here. No other rule could look at it.',
        instead:
          'Mend the statement. If your tool changes the text before it sends it, silence this rule for it.',
      })),
}
