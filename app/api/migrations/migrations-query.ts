import { z } from 'zod'
import { STANDING_STATES } from '@/lib/migrations/standing'
import type { MigrationsQuery } from '@/lib/services/migrations-query'
import { badRequest } from '../answer'

const MOST_ROWS = 500

const schema = z.strictObject({
  show: z.literal('everything').optional(),
  status: z.enum(STANDING_STATES).optional(),
  environment: z.string().max(100).optional(),
  text: z.string().max(500).optional(),
  offset: z.coerce.number().int().min(0).max(10_000_000).optional(),
  limit: z.coerce.number().int().min(1).max(MOST_ROWS).optional(),
})

/** The filters of a request's address. Throws E-REQUEST. */
export function migrationsQuery(parameters: URLSearchParams): MigrationsQuery {
  const parsed = schema.safeParse(Object.fromEntries(parameters))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw badRequest(
    `The filter ${issue?.path.join('.') || 'of the address'} is not understood: ${issue?.message}`,
  )
}
