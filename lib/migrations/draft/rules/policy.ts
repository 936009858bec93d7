import { type Row, text } from '../../../objects/row'
import { qualifiedName, quoteName } from '../../../sql/display'
import type { DraftRule } from '../change'
import { asShown } from './as-shown'

const drop = (row: Row) =>
  `DROP POLICY ${quoteName(text(row, 'name'))} ON ${qualifiedName(text(row, 'schema'), text(row, 'table'))};`

/** One that differs is dropped and made anew: to alter it cannot change its command or its type. */
export const policyRule: DraftRule = {
  create: asShown,
  change: ({ wanted, present }, { kind }) => ({
    statements: [`${drop(present)}\n${kind.ddl(wanted, () => [])}`],
  }),
  drop: (present) => ({ statements: [drop(present)] }),
}
