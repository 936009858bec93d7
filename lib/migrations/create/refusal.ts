import { AppError } from '../../objects/app-error'

/** Why no migration is made: nothing was written. */
export function refusal(message: string, hint: string, detail?: string): AppError {
  return new AppError({ code: 'E-NEW-MIGRATION', message, hint, ...(detail ? { detail } : {}) })
}
