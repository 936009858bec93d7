import { AppError } from '../../objects/app-error'
import { catalogHint } from '../../objects/error-catalog'

/** Why a dump could not be read, in the product's words; anything else comes back as it is. */
export function damageError(
  { name, code, message }: { name: string; code?: string; message: string },
  file: string,
): Error {
  if (name === 'DumpDamage' || code === 'ERR_OUT_OF_RANGE' || code === 'ERR_WORKER_OUT_OF_MEMORY')
    return new AppError({
      code: 'E-DUMP-DAMAGED',
      message: `${file} is damaged.`,
      hint: catalogHint('E-DUMP-DAMAGED'),
      detail: message,
    })
  if (name === 'DumpUnreadable')
    return new AppError({
      code: 'E-DUMP-FORMAT',
      message: `${file} cannot be read here.`,
      hint: catalogHint('E-DUMP-FORMAT'),
      detail: message,
    })
  if (!/^E[A-Z]+$/.test(code ?? '')) return Object.assign(new Error(message), { name })
  return new AppError({
    code: 'E-FILE-READ',
    message: `${file} could not be read.`,
    hint: catalogHint('E-FILE-READ'),
    detail: message,
  })
}
