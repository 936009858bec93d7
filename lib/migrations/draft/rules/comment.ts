import type { DraftRule } from '../change'
import { asShown } from './as-shown'

export const commentRule: DraftRule = {
  create: asShown,
  change: ({ wanted }, { kind }) => ({ statements: [kind.ddl(wanted, () => [])] }),
  drop: (present, { kind }) => ({
    statements: [kind.ddl({ ...present, text: '' }, () => []).replace(/ IS '';$/, ' IS NULL;')],
  }),
}
