import { z } from 'zod'

const column = {
  table: z.string().min(1).max(200).describe('As schema.table.'),
  column: z.string().min(1).max(63).describe('Name of the column.'),
}

/** A rule that masks one column, as a configuration names it and as a record keeps it. */
export const maskRuleSchema = z.discriminatedUnion(
  'mask',
  [
    z.strictObject({ ...column, mask: z.enum(['null', 'hash']) }),
    z.strictObject({ ...column, mask: z.literal('fixed'), value: z.string().max(10_000) }),
    z.strictObject({
      ...column,
      mask: z.literal('fake'),
      like: z.enum(['email', 'name', 'phone', 'text', 'number', 'date', 'uuid']),
    }),
  ],
  {
    // Of a mask that stands there; what is missing, or no object, is told as elsewhere.
    error: (issue) =>
      issue.code === 'invalid_union' ? 'Here should be "null", "hash", "fixed" or "fake".' : undefined,
  },
)
