import { refusal } from '../migrations/create/refusal'
import { type ObjectId, objectId } from '../objects/address'
import type { Difference } from '../objects/difference'
import type { Snapshot } from '../objects/snapshot'
import { comparePair } from './compared-pair'
import { replayMigrations } from './replay-migrations'
import { replayError } from './run-replays'
import type { Workspace } from './workspace'

/** What drifted in an environment. */
export interface DriftToDraft {
  /** What its record claims, replayed. */
  readonly claimed: Snapshot
  readonly drift: readonly Difference[]
}

/**
 * What an environment holds beside what its record claims: the claim is the source. The platform's own objects are not
 * the team's to migrate, and the tables of the records are made by the tools.
 * @throws AppError E-REPLAY where what the record claims cannot be built.
 */
export async function driftToDraft(
  workspace: Workspace,
  environment: string,
  snapshot: Snapshot,
): Promise<DriftToDraft> {
  const { answer, snapshot: claimed } = await replayMigrations(workspace, environment)
  if (!claimed) throw replayError(answer)
  const { environments } = await workspace.migrations()
  const records = environments.find(({ name }) => name === environment)?.records?.histories ?? []
  const tables = new Set(
    records.map(({ schema, table }) => objectId({ kind: 'table', address: [schema, table] })),
  )
  const { comparison } = await comparePair(claimed, snapshot)
  const drift = comparison.differences.filter(
    ({ cause, id }) => cause !== 'platformObject' && !tables.has(id),
  )
  return { claimed, drift }
}

/** As the environment calls it. */
export function idThere({ kind, address, targetAddress }: Difference): ObjectId {
  return objectId({ kind, address: targetAddress ?? address })
}

/** How many ids a refusal lists. */
const MOST_LISTED = 12

/**
 * Those that people name: by an object's id, or by its name with dots where only one that drifted is called so. What
 * follows from another one stands for that.
 * @throws AppError E-NEW-MIGRATION for a word that is none of them, or several.
 */
export function chooseDrift(
  drift: readonly Difference[],
  words: readonly string[],
  environment: string,
): Difference[] {
  return [...new Set(words.map((word) => chooseOne(drift, word, environment)))]
}

function chooseOne(drift: readonly Difference[], word: string, environment: string): Difference {
  const byId = drift.find(
    (each) => each.id === word || idThere(each) === word || each.consequences.some(({ id }) => id === word),
  )
  if (byId) return byId
  const named = drift.filter(({ address, targetAddress }) =>
    [address, targetAddress ?? address].some(
      (parts) => parts.filter((part) => part !== '').join('.') === word,
    ),
  )
  if (named.length === 1) return named[0] as Difference
  const candidates = named.length > 0 ? named : drift
  const ids = candidates.slice(0, MOST_LISTED).map(idThere)
  const more = candidates.length > ids.length ? ` and ${candidates.length - ids.length} more` : ''
  throw refusal(
    named.length > 1
      ? `${named.length} objects that drifted in ${environment} are called ${word}`
      : `${word} did not drift in ${environment}`,
    `Only what the environment holds beside its record can be written: ${ids.join(', ')}${more}.`,
  )
}
