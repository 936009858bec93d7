import { AppError, type AppErrorShape } from '../objects/app-error'
import { redact } from '../objects/secret'

/**
 * Any thrown thing as an error for people, without what looks like a secret; what we did not expect is told as a defect of
 * ours, without its stack.
 */
export function errorShape(error: unknown): AppErrorShape {
  if (!(error instanceof AppError)) return unexpected(error)
  const { message, hint, detail, ...shape } = error.toJSON()
  return {
    ...shape,
    message: redact(message),
    hint: redact(hint),
    ...(detail === undefined ? {} : { detail: redact(detail) }),
  }
}

function unexpected(error: unknown): AppErrorShape {
  return new AppError({
    code: 'E-INTERNAL',
    message: 'Lockstep failed in a way it did not expect',
    hint: 'Nothing was changed. Please report what you did, with the detail.',
    detail: redact(error instanceof Error ? error.message : String(error)),
  }).toJSON()
}
