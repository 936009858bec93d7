import type { DraftRule } from '../change'

/** The statements that the product shows of an object are all that it takes to make it. */
export const asShown: DraftRule['create'] = (wanted, { kind }, { find }) => ({
  statements: [kind.ddl(wanted, find)],
})

/** A kind of which new objects are written, and nothing else. */
export const madeOnly: DraftRule = { create: asShown }
