import path from 'node:path'
import { AppError } from '../objects/app-error'
import { type ConnectionAddress, describeAddress } from '../postgres/connection-address'
import { recognizeEndpoint } from '../supabase/endpoints'
import type { Environment, MigrationFolder } from './configuration'
import { chooseReference } from './reference'

/** One environment as it was configured or found, before the reference is chosen. */
export interface EnvironmentParts {
  readonly name: string
  readonly variable: string | null
  readonly source: string
  readonly address: ConnectionAddress | AppError
  readonly isMarkedReference: boolean
  readonly isProtected: boolean
  readonly isRestorable: boolean
  readonly staleAfterMinutes: number
}

/** Chooses the reference and makes the targets. */
export function buildEnvironments(parts: readonly EnvironmentParts[], revision: string): Environment[] {
  const reference = chooseReference(
    parts.map(({ name, isMarkedReference }) => ({ name, isMarked: isMarkedReference })),
  )
  return parts.map(({ address, isMarkedReference, ...environment }) => ({
    ...environment,
    isReference: environment.name === reference,
    connection:
      address instanceof AppError
        ? { state: 'unusable', error: address }
        : { state: 'ready', target: { name: environment.name, address, revision } },
  }))
}

/** Worth knowing about addresses that can be used: parameters without effect, and two that lead to one database. */
export function describeAddresses(parts: readonly EnvironmentParts[]): string[] {
  const notices: string[] = []
  const seen = new Map<string, string>()
  for (const { name, source, address } of parts) {
    if (address instanceof AppError) continue
    const ignored = address.ignoredParameters.join(', ')
    if (ignored !== '') notices.push(`${source}: ${ignored} has no effect here.`)
    const place = databaseOf(address)
    const other = seen.get(place)
    if (other) notices.push(`${other} and ${name} lead to the same database.`)
    seen.set(place, name)
  }
  return notices
}

/** A project of Supabase is reached by several ways. */
function databaseOf(address: ConnectionAddress): string {
  const project = recognizeEndpoint(address)?.projectRef
  return project ? `${project}/${address.database}` : describeAddress(address)
}

/** A migration folder as it was named or found. */
export function migrationFolder(
  directory: string,
  { folder, source, tool }: { folder: string; source: string; tool?: string | undefined },
): MigrationFolder {
  return { name: folder, path: path.resolve(directory, folder), source, ...(tool ? { tool } : {}) }
}
