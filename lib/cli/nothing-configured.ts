import { AppError } from '../objects/app-error'

/** For verbs that need environments where there are none. */
export function nothingConfigured(): AppError {
  return new AppError({
    code: 'E-CONF-NONE',
    message: 'No environment is configured here',
    hint: 'Set PROD_DATABASE_URL and the like, write lockstep.config.json, or try `lockstep demo`.',
  })
}
