import { AppError } from '../objects/app-error'
import { appendAudit } from '../store/audit-log'
import type { Project } from './project'

/** Does something about a restore; where that is refused, the audit log says so. */
export async function writeRefusal<T>(
  { place }: Pick<Project, 'place'>,
  asked: { readonly dump: string; readonly environment: string },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AppError && REFUSALS.has(error.code)) {
      const message = `${error.code}: ${error.message}`
      appendAudit(place.directory, {
        action: 'restore',
        state: 'refused',
        ...asked,
        address: null,
        before: null,
        message,
      })
    }
    throw error
  }
}

const REFUSALS = new Set([
  'E-RESTORE-INTO',
  'E-RESTORE-CONFIRM',
  'E-RESTORE-RIGHTS',
  'E-RESTORE-BUSY',
  'E-POOL-MODE',
])
