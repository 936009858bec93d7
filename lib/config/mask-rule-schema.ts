import { z } from 'zod'

const column = {
  table: z.string().min(1).max(200).describe('As schema.table. A * stands for any letters.'),
  column: z.string().min(1).max(63).describe('Name of the column.'),
}

/** A rule that masks one column, as a configuration names it and as a record keeps it. */
export const maskRuleSchema = z.discriminatedUnion('mask', [
  z.strictObject({ ...column, mask: z.enum(['null', 'hash']) }),
  z.strictObject({ ...column, mask: z.literal('fixed'), value: z.string().max(10_000) }),
  z.strictObject({
    ...column,
    mask: z.literal('fake'),
    like: z.enum(['email', 'name', 'phone', 'text', 'number', 'date', 'uuid']),
  }),
])
