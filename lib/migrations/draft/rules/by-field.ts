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
}

/** What a field takes, and what is to be known before that runs. */
interface Written {
  readonly statements: readonly string[]
  readonly cautions?: readonly string[]
}

/** For each field that differs its statements, or the reason why there are none; the others are written all the same. */
export function byField(
  fields: readonly string[],
  statements: Readonly<Record<string, () => readonly string[] | Written | { readonly reason: string }>>,
): Drafted {
  return {
    parts: fields.map((field) => {
      const written = (Object.hasOwn(statements, field) && statements[field]?.()) || {
        reason: REASONS[field] ?? `No statement is written for a change of this: ${field}.`,
      }
      return { fields: [field], ...(isList(written) ? { statements: written } : written) }
    }),
  }
}

function isList(written: readonly string[] | object): written is readonly string[] {
  return Array.isArray(written)
}
