import type { Drafted } from '../change'

/** Why a change of these fields is not written, in the words of people. */
const REASONS: Readonly<Record<string, string>> = {
  type: 'Its type differs. To change a type may rewrite the table and may lose values, which needs a migration that people write.',
  columnOrder: 'Columns stand in the order in which they were added; nothing but a new table changes that.',
  collation: 'Its collation differs, and every value has to be sorted anew.',
  generated: 'How it is generated differs, and every row has to be computed anew.',
  identity: 'Whether it is an identity column differs, and only people can tell at which number it goes on.',
  partitionKey: 'A table is partitioned when it is made, or never.',
  parents:
    'What it inherits from, or is a partition of, differs; its rows would move in and out of other tables.',
  partitionBound: 'Which rows belong to the partition differs; rows would have to be moved.',
  persistence: 'Whether it is logged differs, and the whole table has to be rewritten.',
}

/**
 * The statements for the fields that differ, or the reason why one of them is not written: then none is, because the
 * object would still differ.
 */
export function byField(
  fields: readonly string[],
  statements: Readonly<Record<string, () => readonly string[]>>,
): Drafted {
  const unwritten = fields.find((field) => !Object.hasOwn(statements, field))
  if (unwritten !== undefined) {
    return { reason: REASONS[unwritten] ?? `No statement is written for a change of this: ${unwritten}.` }
  }
  return { statements: fields.flatMap((field) => statements[field]?.() ?? []) }
}
