import { KINDS_BY_NAME } from '../kinds/all'
import { countChildren, findDependents, findNeeds, makeSearchable } from '../kinds/find-dependents'
import { type ObjectRef, objectId, parseObjectId } from '../objects/address'
import { findObject, isKindRead, type Snapshot } from '../objects/snapshot'
import { type NamedObject, nameObject } from './named-object'
import { unknownObject } from './read-object'
import { inTurns } from './turns'
import type { Workspace } from './workspace'

/** An object that another one needs, or that needs it, with the environments in which that is so. */
export interface RelatedObject extends NamedObject {
  /** By environment; null where it could not be read. */
  readonly isThere: readonly (boolean | null)[]
  /** Names of the columns in between. */
  readonly through: readonly string[]
}

export interface RelatedList {
  /** How many there are, and the first of them. */
  readonly total: number
  readonly first: readonly RelatedObject[]
}

/** How many objects of one kind lie directly below an object. */
export interface ChildKind {
  readonly kind: string
  readonly label: { readonly one: string; readonly many: string }
  /** By environment; null where it could not be read. */
  readonly counts: readonly (number | null)[]
}

/** What lies below an object, what depends on it, and what it depends on. */
export interface RelatedAnswer {
  readonly formatVersion: 1
  readonly environments: readonly string[]
  readonly children: readonly ChildKind[]
  readonly dependents: RelatedList
  readonly needs: RelatedList
}

const MAX_LISTED = 200

/** What the environments' snapshots record of an object's neighbours. Throws E-OBJECT for a text that is no object's id. */
export async function readRelated(workspace: Workspace, id: string): Promise<RelatedAnswer> {
  const ref = parseObjectId(id)
  if (!ref || !KINDS_BY_NAME.has(ref.kind)) throw unknownObject(id)
  const monitors = await workspace.allMonitors()
  const snapshots = monitors.map(({ reading }) => (reading.error ? null : reading.snapshot))
  for (const snapshot of snapshots) if (snapshot) await inTurns(makeSearchable(snapshot))
  return {
    formatVersion: 1,
    environments: monitors.map(({ environment }) => environment.name),
    children: childKinds(snapshots, ref),
    dependents: relatedList(snapshots, (snapshot) => findDependents(snapshot, ref)),
    needs: relatedList(snapshots, (snapshot) => needsOf(snapshot, ref)),
  }
}

interface Found {
  readonly ref: ObjectRef
  readonly through: readonly string[]
}

function needsOf(snapshot: Snapshot, ref: ObjectRef): Found[] {
  const kind = KINDS_BY_NAME.get(ref.kind)
  const row = kind && findObject(snapshot, kind, ref)
  return row ? findNeeds(kind, row).map((needed) => ({ ref: needed, through: [] })) : []
}

function childKinds(snapshots: readonly (Snapshot | null)[], ref: ObjectRef): ChildKind[] {
  const counts = snapshots.map((snapshot) => (snapshot ? countChildren(snapshot, ref) : null))
  const kinds = new Set(counts.flatMap((each) => [...(each?.keys() ?? [])]))
  return [...kinds].flatMap((name) => {
    const label = KINDS_BY_NAME.get(name)?.label
    if (!label) return []
    return [
      {
        kind: name,
        label,
        counts: snapshots.map((snapshot, i) => (isRead(snapshot, name) ? (counts[i]?.get(name) ?? 0) : null)),
      },
    ]
  })
}

function relatedList(
  snapshots: readonly (Snapshot | null)[],
  find: (snapshot: Snapshot) => readonly Found[],
): RelatedList {
  const found = new Map<
    string,
    { readonly ref: ObjectRef; readonly places: Set<number>; readonly through: Set<string> }
  >()
  for (const [place, snapshot] of snapshots.entries()) {
    for (const { ref, through } of snapshot ? find(snapshot) : []) {
      const id = objectId(ref)
      const known = found.get(id) ?? { ref, places: new Set(), through: new Set() }
      known.places.add(place)
      for (const name of through) known.through.add(name)
      found.set(id, known)
    }
  }
  const all = [...found.values()].map(({ ref, places, through }) => ({
    ...nameObject(ref),
    isThere: snapshots.map((snapshot, place) => (isRead(snapshot, ref.kind) ? places.has(place) : null)),
    through: [...through].sort(),
  }))
  return { total: all.length, first: all.sort(byKindAndId).slice(0, MAX_LISTED) }
}

function isRead(snapshot: Snapshot | null | undefined, kind: string): boolean {
  return Boolean(snapshot && isKindRead(snapshot, kind))
}

function byKindAndId(a: RelatedObject, b: RelatedObject): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}
