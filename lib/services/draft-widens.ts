import { KINDS_BY_NAME } from '../kinds/all'
import type { ObjectChange } from '../migrations/draft/change'
import type { Piece } from '../migrations/draft/draft-pieces'
import { type ObjectRef, objectId } from '../objects/address'
import type { Difference } from '../objects/difference'
import { isTrue } from '../objects/row'
import { findObject, type Snapshot } from '../objects/snapshot'
import { idThere } from './drift-to-draft'
import { type NamedObject, nameObject } from './named-object'

/** The statements of a file, and what they lead from and to. */
interface Drafted {
  readonly pieces: readonly Piece[]
  readonly environment: Snapshot
  /** What the files before it build. */
  readonly head: Snapshot
}

/** A file that opens access does so wherever it runs, which may be what nobody wants: what opens it. */
export function widening(chosen: readonly Difference[], drafted: Drafted): NamedObject[] {
  const written = new Map(drafted.pieces.map(({ change }) => [change.id, change]))
  return chosen.flatMap((drifted) => {
    const change = written.get(idThere(drifted))
    if (!change || !opensAccess(drifted, change, drafted) || isIdle(change, drafted)) return []
    return [nameObject(change.ref)]
  })
}

/** A policy is judged by itself: what holds it back in the environment may not do so where the file runs. */
function opensAccess(
  { hazards }: Difference,
  { kind, wanted, present, fields }: ObjectChange,
  { environment, head }: Drafted,
): boolean {
  if (kind.name !== 'policy') return hazards.includes('closesAccess')
  const change = { source: present ?? undefined, target: wanted ?? undefined, fields }
  const judgement = kind.judge?.(change, { source: head.server, target: environment.server })
  return judgement?.hazards?.includes('closesAccess') ?? false
}

/** Whether it is a policy of a table whose row-level security is off there, and off after the file too. */
function isIdle({ kind, wanted, present }: ObjectChange, { pieces, environment, head }: Drafted): boolean {
  const row = wanted ?? present
  const table = kind.name === 'policy' && row ? kind.parent?.(row) : undefined
  if (!table) return false
  const isSetOff = pieces.some(
    ({ change, fields }) => change.id === objectId(table) && fields?.includes('rowSecurity'),
  )
  return !isSecured(environment, table) && (isSetOff || !isSecured(head, table))
}

function isSecured(snapshot: Snapshot, ref: ObjectRef): boolean {
  const kind = KINDS_BY_NAME.get(ref.kind)
  const row = kind && findObject(snapshot, kind, ref)
  return row !== undefined && isTrue(row, 'rowSecurity')
}
