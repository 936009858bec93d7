import { KINDS_BY_NAME } from '../kinds/all'
import { parseObjectId } from '../objects/address'
import { attachedParts } from '../objects/attached'
import type { SchemaChange } from '../store/change-log'
import type { Workspace } from './workspace'

/** One object of a change, with what it takes to name it. */
export interface ChangedObjectAnswer {
  readonly id: string
  readonly kind: string
  readonly label: string
  readonly address: readonly string[]
  readonly attachedParts: number
  readonly status: 'added' | 'removed' | 'changed'
  readonly fields: readonly string[]
}

/** One change of an environment's schema, seen between two checks. */
export interface ChangeAnswer {
  readonly environment: string
  /** When the schema was last seen as it was, and first seen as it is; ISO 8601 by this machine's clock. */
  readonly after: string
  readonly seen: string
  readonly counts: SchemaChange['counts']
  /** The first of its objects. */
  readonly objects: readonly ChangedObjectAnswer[]
}

export interface ChangesAnswer {
  readonly formatVersion: 1
  /** Newest first. */
  readonly changes: readonly ChangeAnswer[]
  /** Whether anything is kept at all; without it no change can be told from no record. */
  readonly isKept: boolean
}

/** What is asked of the changes; every part narrows. */
export interface ChangesQuery {
  /** Only what was seen after this instant, ISO 8601. */
  readonly since?: string
  /** Only changes of this object, and of them only this object. */
  readonly object?: string
}

const MOST_CHANGES = 50
const MOST_OBJECTS = 8

/** How the schemas of the environments changed, as far as checks of this and earlier runs saw it. */
export async function readChanges(workspace: Workspace, query: ChangesQuery): Promise<ChangesAnswer> {
  const monitors = await workspace.allMonitors()
  const changes = monitors.flatMap(({ environment, history }) =>
    (history?.changes() ?? [])
      .filter(({ seen, objects }) => {
        const isRecent = query.since === undefined || seen > query.since
        return isRecent && (query.object === undefined || objects.some(({ id }) => id === query.object))
      })
      .map((change) => answerChange(environment.name, change, query)),
  )
  return {
    formatVersion: 1,
    changes: changes.sort((a, b) => (a.seen < b.seen ? 1 : -1)).slice(0, MOST_CHANGES),
    isKept: monitors.some(({ history }) => history !== null),
  }
}

function answerChange(environment: string, change: SchemaChange, { object }: ChangesQuery): ChangeAnswer {
  const { after, seen, counts, objects } = change
  const wanted = objects.filter(({ id }) => object === undefined || id === object)
  return {
    environment,
    after,
    seen,
    counts,
    objects: wanted.slice(0, MOST_OBJECTS).flatMap(({ id, status, fields = [] }) => {
      const ref = parseObjectId(id)
      const kind = ref && KINDS_BY_NAME.get(ref.kind)
      if (!ref || !kind) return []
      return [
        {
          id,
          kind: kind.name,
          status,
          fields,
          label: kind.label.one,
          address: ref.address,
          attachedParts: attachedParts(kind),
        },
      ]
    }),
  }
}
