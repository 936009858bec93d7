const NAME = String.raw`(?:"(?:[^"]|"")+"|[^\s".]+)`
const TABLE = String.raw`(?:only\s+)?${NAME}(?:\.${NAME})?`

const AFTER_ROWS = new RegExp(
  [
    String.raw`alter\s+(?:foreign\s+)?table\s+${TABLE}\s+add\s+constraint\s+${NAME}\s+foreign\s+key\b`,
    String.raw`alter\s+(?:foreign\s+)?table\s+${TABLE}\s+add\s+constraint\b[\s\S]*\bnot\s+valid$`,
    String.raw`alter\s+domain\s+${TABLE}\s+add\s+constraint\b[\s\S]*\bnot\s+valid$`,
    String.raw`alter\s+(?:foreign\s+)?table\s+${TABLE}\s+(?:enable|disable)\s+(?:(?:always|replica)\s+)?(?:trigger|rule|row\s+level)\b`,
    String.raw`create\s+(?:or\s+replace\s+)?(?:constraint\s+|event\s+)?trigger\b`,
    String.raw`alter\s+(?:event\s+)?trigger\b`,
    String.raw`create\s+(?:or\s+replace\s+)?rule\s+${NAME}\s+as\s+on\s+(?:insert|update|delete)\b`,
    String.raw`create\s+policy\b`,
    String.raw`create\s+index\b`,
    String.raw`alter\s+index\b`,
    String.raw`alter\s+table\s+${TABLE}\s+cluster\s+on\b`,
    String.raw`comment\s+on\s+(?:constraint|trigger|event\s+trigger|rule|policy|index)\b`,
    String.raw`(?:grant|revoke)\b`,
    String.raw`refresh\s+materialized\s+view\b`,
  ]
    .map((pattern) => `^${pattern}`)
    .join('|'),
  'i',
)

/**
 * Whether a statement is kept back until all rows are there. Foreign keys would ask for rows that come later, triggers and
 * rules would act on rows, row-level security would refuse them, and constraints that are not valid need not hold for them.
 * What an index computes may look at other tables; one that is unique is made before, since functions may rely on it.
 * Rights come after, since an owner may have taken its own, and last the filling of views, since who owns them may need some.
 * Nothing that a dump holds needs any of these but comments on them.
 */
export function belongsAfterRows(statement: string): boolean {
  return AFTER_ROWS.test(statement)
}
