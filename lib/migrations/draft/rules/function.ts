import { text } from '../../../objects/row'
import { qualifiedName } from '../../../sql/display'
import type { DraftRule } from '../change'
import { asShown } from './as-shown'

/** Its statement replaces one that is there, with its grants kept. */
export const functionRule: DraftRule = {
  create: asShown,
  change: ({ wanted }, { kind }) => ({ statements: [kind.ddl(wanted, () => [])] }),
  drop: (present) => {
    const word = text(present, 'type') === 'procedure' ? 'PROCEDURE' : 'FUNCTION'
    const name = qualifiedName(text(present, 'schema'), text(present, 'name'))
    return { statements: [`DROP ${word} ${name}(${text(present, 'argumentTypes')});`] }
  },
}
