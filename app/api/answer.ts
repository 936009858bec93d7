import { AppError } from '@/lib/objects/app-error'
import { errorShape } from '@/lib/services/error-shape'

/** Errors that tell of a request that asks for what is not there. */
const NOT_FOUND = new Set(['E-OBJECT', 'E-ORIGIN'])

/** Answers with what `work` gives, or with its failure in the product's words. */
export async function answer(work: () => Promise<unknown>): Promise<Response> {
  try {
    return Response.json(await work())
  } catch (error) {
    const shape = errorShape(error)
    if (shape.code === 'E-INTERNAL') console.error(shape.detail)
    return Response.json(shape, { status: statusOf(shape.code) })
  }
}

function statusOf(code: string): number {
  if (code === 'E-INTERNAL') return 500
  if (NOT_FOUND.has(code)) return 404
  if (code === 'E-NEW-MIGRATION') return 409
  return code === 'E-REQUEST' ? 400 : 502
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
