import { AppError } from '../../objects/app-error'
import { catalogHint } from '../../objects/error-catalog'

/** What a failure of the file system means for a file that is written; anything else comes back as it is. */
export function fileError(error: unknown, file: string): Error {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG')
    return new AppError({
      code: 'E-DISK',
      message: `There is no room for ${file}.`,
      hint: catalogHint('E-DISK'),
      detail: message,
    })
  if (typeof code !== 'string' || !/^E[A-Z]+$/.test(code)) return error as Error
  return new AppError({
    code: 'E-FILE-WRITE',
    message: `${file} could not be written.`,
    hint: catalogHint('E-FILE-WRITE'),
    detail: message,
  })
}
