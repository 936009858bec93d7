import { KINDS, KINDS_BY_NAME } from '../kinds/all'
import { attachedParts } from '../objects/attached'
import { findByName, matchName, type NamedObject } from '../objects/find-by-name'
import type { GridRow } from '../objects/grid'
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
  /** How many environments there are, and in how many of them was searched. */
  readonly environments: number
  readonly read: number
}

const MOST_FOUND = 50

/**
 * Objects of all environments that were read whose names hold the text: first what is called just that, then what
 * differs, then what begins with it. Of what is called so, what differs is first.
 */
export async function searchObjects(workspace: Workspace, text: string): Promise<SearchAnswer> {
  const { environments } = await workspace.config()
  const monitors = await workspace.allMonitors()
  const snapshots = monitors.flatMap(({ reading }) => (reading.snapshot ? [reading.snapshot] : []))
  const reference = environments.find(({ isReference }) => isReference)?.name ?? ''
  const { grid } = await workspace.grid(reference)
  const rows = grid?.rows ?? []
  const differing = new Set<string>(rows.map(({ id }) => id))
  const wanted = text.trim().toLowerCase()
  const named = [...findByName(snapshots, KINDS, wanted, MOST_FOUND + 1), ...findAmong(rows, wanted)]
  const rank = ({ id, match }: NamedObject) => {
    const isWhole = match === 'whole'
    if (differing.has(id)) return isWhole ? 0 : 2
    return isWhole ? 1 : match === 'start' ? 3 : 4
  }
  const found = [...new Map(named.map((object) => [object.id, object])).values()].sort(
    (one, other) => rank(one) - rank(other),
  )
  return {
    formatVersion: 1,
    objects: found.slice(0, MOST_FOUND).map(({ id, kind, address }) => ({
      id,
      kind: kind.name,
      label: kind.label.one,
      address,
      attachedParts: attachedParts(kind),
      differs: differing.has(id),
    })),
    isCut: found.length > MOST_FOUND,
    environments: monitors.length,
    read: snapshots.length,
  }
}

/** Those of the differing objects that a text finds; the search itself may have ended before it came to them. */
function findAmong(rows: readonly GridRow[], text: string): NamedObject[] {
  return rows.flatMap(({ id, kind: name, address }) => {
    const kind = KINDS_BY_NAME.get(name)
    const match = kind && text !== '' ? matchName(kind, address, text) : null
    return kind && match ? [{ id, kind, address, match }] : []
  })
}
