/** Points at one object: its kind and the parts that identify it. Never an OID. */
export interface ObjectRef {
  readonly kind: string
  readonly address: readonly string[]
}

declare const brand: unique symbol

/** The single encoded form of an ObjectRef, fit for a URL and a map key. */
export type ObjectId = string & { readonly [brand]: 'ObjectId' }

/** `policy:public.invoices.tenant_read`; dots, colons, percent signs and anything unprintable are percent-encoded. */
export function objectId({ kind, address }: ObjectRef): ObjectId {
  return `${kind}:${address.map(encodePart).join('.')}` as ObjectId
}

/** The reverse of objectId; undefined for a text that objectId cannot have made. */
export function parseObjectId(text: string): ObjectRef | undefined {
  const colon = text.indexOf(':')
  if (colon < 1) return undefined
  try {
    const ref = {
      kind: text.slice(0, colon),
      address: text
        .slice(colon + 1)
        .split('.')
        .map(decodeURIComponent),
    }
    return objectId(ref) === text ? ref : undefined
  } catch {
    return undefined
  }
}

/** What stays as it is: most names. */
const PLAIN = /^[\w!~*'()-]*$/

function encodePart(part: string): string {
  return PLAIN.test(part) ? part : encodeURIComponent(part.toWellFormed()).replaceAll('.', '%2E')
}
