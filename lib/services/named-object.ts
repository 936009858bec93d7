import { KINDS_BY_NAME } from '../kinds/all'
import { type ObjectRef, objectId } from '../objects/address'
import { attachedParts } from '../objects/attached'

/** An object named in an answer. */
export interface NamedObject {
  readonly id: string
  readonly kind: string
  /** The kind's word for one. */
  readonly label: string
  readonly address: readonly string[]
  /** How many parts of the address are those of the object it is attached to; see sayAddress. */
  readonly attachedParts: number
}

export function nameObject({ kind, address }: ObjectRef): NamedObject {
  const known = KINDS_BY_NAME.get(kind)
  return {
    id: objectId({ kind, address }),
    kind,
    label: known?.label.one ?? kind,
    address,
    attachedParts: known ? attachedParts(known) : 0,
  }
}
