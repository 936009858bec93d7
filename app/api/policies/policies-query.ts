import { z } from 'zod'
import { COMMANDS } from '@/lib/access/policy-rule'
import { POLICY_PAGE_ROWS, type PoliciesQuery } from '@/lib/services/policies-answer'
import { badRequest } from '../answer'

const schema = z.strictObject({
  show: z.literal('everything').optional(),
  schema: z.string().max(63).optional(),
  role: z.string().max(63).optional(),
  command: z.enum(COMMANDS).optional(),
  text: z.string().max(500).optional(),
  offset: z.coerce.number().int().min(0).max(10_000_000).optional(),
  limit: z.coerce.number().int().min(1).max(POLICY_PAGE_ROWS).optional(),
})

/** The filters of a request's address. Throws E-REQUEST. */
export function policiesQuery(parameters: URLSearchParams): PoliciesQuery {
  const parsed = schema.safeParse(Object.fromEntries(parameters))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw badRequest(
    `The filter ${issue?.path.join('.') || 'of the address'} is not understood: ${issue?.message}`,
  )
}
