import { sayObject } from '../../kinds/say-object'
import type { ObjectRef } from '../../objects/address'
import { attachedParts } from '../../objects/attached'
import type { Kind } from '../../objects/kind'

/** `index public.invoices.hotfix`, on one line whatever its name holds. */
export function sayInComment(kind: Kind, { address }: ObjectRef): string {
  const { own, on } = sayObject(kind.name, address, attachedParts(kind))
  const name = on
    ? `${own.join('.')}${own.length > 0 ? ' ' : ''}on ${on.kind} ${on.name.join('.')}`
    : own.join('.')
  return `${kind.label.one} ${name}`.replaceAll(/\s+|\p{Cc}|\p{Zl}|\p{Zp}/gu, ' ')
}
