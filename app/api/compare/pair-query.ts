import { z } from 'zod'
import { badRequest } from '../answer'

/** The parts of a request's address that name a pair; routes add their own. */
export const pairShape = {
  source: z.string().min(1).max(300),
  target: z.string().min(1).max(300),
  lastKnown: z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .optional(),
}

/** The parameters of an address by a schema, each given at most once. Throws E-REQUEST. */
export function queryOf<Shape extends z.ZodRawShape>(request: Request, shape: Shape) {
  const parameters = new URL(request.url).searchParams
  const keys = [...parameters.keys()]
  const twice = keys.find((key, i) => keys.indexOf(key) !== i)
  if (twice !== undefined) throw badRequest(`The address has ${twice} twice`)
  const parsed = z.strictObject(shape).safeParse(Object.fromEntries(parameters))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw badRequest(`${issue?.path.join('.') || 'The address'} is not understood: ${issue?.message}`)
}
