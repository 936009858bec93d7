import { z } from 'zod'
import { CAUSES } from '@/lib/objects/difference'
import { SEVERITIES } from '@/lib/objects/kind'
import { PAGE_ROWS } from '@/lib/services/grid-answer'
import type { GridQuery } from '@/lib/services/grid-query'
import { badRequest } from '../answer'

const STATUSES = ['equal', 'different', 'missing', 'extra', 'unknown', 'absent', 'notApplicable'] as const

const list = <T extends z.ZodType>(item: T) => z.array(item).max(100)

const schema = z.strictObject({
  reference: z.string().max(100).optional(),
  forecast: z.string().max(100).optional(),
  claims: z
    .literal('true')
    .transform(() => true)
    .optional(),
  show: z.enum(['differences', 'everything']).optional(),
  kind: list(z.string().max(100)).optional(),
  schema: list(z.string().max(63)).optional(),
  severity: list(z.enum(SEVERITIES)).optional(),
  status: list(z.enum(STATUSES)).optional(),
  cause: list(z.enum(CAUSES)).optional(),
  text: z.string().max(500).optional(),
  offset: z.coerce.number().int().min(0).max(10_000_000).optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_ROWS).optional(),
})

const LISTS = new Set(['kind', 'schema', 'severity', 'status', 'cause'])

/** The filters of a request's address; a filter may be given several times. Throws E-REQUEST. */
export function gridQuery(parameters: URLSearchParams): GridQuery {
  const entries = [...new Set(parameters.keys())].map((key) => [
    key,
    LISTS.has(key) ? parameters.getAll(key) : parameters.get(key),
  ])
  const parsed = schema.safeParse(Object.fromEntries(entries))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw badRequest(
    `The filter ${issue?.path.join('.') || 'of the address'} is not understood: ${issue?.message}`,
  )
}
