import { AppError } from '@/lib/objects/app-error'
import { errorShape } from '@/lib/services/error-shape'

/** Errors that tell of a request that asks for what is not there. */
const NOT_FOUND = new Set(['E-OBJECT', 'E-ORIGIN', 'E-DUMP', 'E-MIGRATION'])

/** Errors that tell of a thing that is not in the state for it. */
const CONFLICTS = new Set([
  'E-NEW-MIGRATION',
  'E-DUMP-BUSY',
  'E-DUMP-PINNED',
  'E-DUMP-PLACE',
  'E-RESTORE-BUSY',
  'E-RESTORE-CONFIRM',
  'E-RESTORE-INTO',
  'E-RESTORE-NOTHING',
  'E-RESTORE-RIGHTS',
])

/** Answers with what `work` gives, as JSON unless it is a response, or with its failure in the product's words. */
export async function answer(work: () => Promise<unknown>): Promise<Response> {
  try {
    const given = await work()
    return given instanceof Response ? given : Response.json(given)
  } catch (error) {
    const shape = errorShape(error)
    if (shape.code === 'E-INTERNAL') console.error(shape.detail)
    return Response.json(shape, { status: statusOf(shape.code) })
  }
}

function statusOf(code: string): number {
  if (code === 'E-INTERNAL') return 500
  if (NOT_FOUND.has(code)) return 404
  if (CONFLICTS.has(code)) return 409
  return code === 'E-REQUEST' || code === 'E-DUMP-SCHEDULE' ? 400 : 502
}

/** The body as JSON. Throws E-REQUEST for anything else. */
export async function bodyOf(request: Request): Promise<unknown> {
  try {
    return await request.json()
  } catch (error) {
    throw badRequest('The body is not JSON', error)
  }
}

export function badRequest(message: string, cause?: unknown): AppError {
  return new AppError(
    { code: 'E-REQUEST', message, hint: 'Go back to the overview and set the filters again.' },
    { cause },
  )
}
