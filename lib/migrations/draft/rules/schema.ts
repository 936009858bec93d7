import { text } from '../../../objects/row'
import { quoteName } from '../../../sql/display'
import type { DraftRule } from '../change'

/** Without an owner: that is whoever runs the migration. */
export const schemaRule: DraftRule = {
  create: (wanted) => ({ statements: [`CREATE SCHEMA ${quoteName(text(wanted, 'name'))};`] }),
}
