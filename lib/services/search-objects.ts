import { KINDS } from '../kinds/all'
import { attachedParts } from '../objects/attached'
import { findByName } from '../objects/find-by-name'
import type { Workspace } from './workspace'

/** One object that was found, as a list shows it. */
export interface FoundObject {
  readonly id: string
  readonly kind: string
  readonly label: string
  readonly address: readonly string[]
  readonly attachedParts: number
  /** Whether it is not the same in all environments that were read. */
  readonly differs: boolean
}

export interface SearchAnswer {
  readonly formatVersion: 1
  readonly objects: readonly FoundObject[]
  /** Whether there are more. */
  readonly isCut: boolean
}

const MOST_FOUND = 50

/** Objects of all environments that were read whose names hold the text; those that differ first. */
export async function searchObjects(workspace: Workspace, text: string): Promise<SearchAnswer> {
  const { environments } = await workspace.config()
  const monitors = await workspace.allMonitors()
  const snapshots = monitors.flatMap(({ reading }) => (reading.snapshot ? [reading.snapshot] : []))
  const reference = environments.find(({ isReference }) => isReference)?.name ?? ''
  const { grid } = await workspace.grid(reference)
  const differing = new Set<string>(grid?.rows.map(({ id }) => id))
  const found = findByName(snapshots, KINDS, text.trim(), MOST_FOUND + 1)
  const objects = found.slice(0, MOST_FOUND).map(({ id, kind, address }) => ({
    id,
    kind: kind.name,
    label: kind.label.one,
    address,
    attachedParts: attachedParts(kind),
    differs: differing.has(id),
  }))
  return {
    formatVersion: 1,
    objects: objects.sort((a, b) => Number(b.differs) - Number(a.differs)),
    isCut: found.length > MOST_FOUND,
  }
}
