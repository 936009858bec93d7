import { KINDS_BY_NAME } from '../kinds/all'
import { sayObject } from '../kinds/say-object'
import { attachedParts } from '../objects/attached'
import type { Cause } from '../objects/difference'
import type { GridCell } from '../objects/grid'
import type { Severity } from '../objects/kind'
import type { ListedObject } from './listed-object'

/** Which objects to list; every part narrows. */
export interface GridQuery {
  /** The environment to compare with instead of the configured reference. */
  readonly reference?: string
  /** The environment to show as it will be once its pending migrations have run. */
  readonly forecast?: string
  /** Whether what the record of each environment claims has a column too. */
  readonly claims?: boolean
  /** Also what is the same everywhere; differences only unless asked for. */
  readonly show?: 'differences' | 'everything'
  readonly kind?: readonly string[]
  readonly schema?: readonly string[]
  readonly severity?: readonly Severity[]
  readonly status?: readonly GridCell['status'][]
  readonly cause?: readonly Cause[]
  /** Free text, found in the address or the kind's name whatever its case. */
  readonly text?: string
  readonly offset?: number
  readonly limit?: number
}

/** What tells whether an object is among those asked for. */
export function matcher(query: GridQuery): (object: ListedObject) => boolean {
  const text = query.text?.trim().toLowerCase()
  const tests: ((object: ListedObject) => boolean)[] = []
  const { kind, schema, severity, status, cause } = query
  if (kind?.length) tests.push((object) => kind.includes(object.kind))
  if (schema?.length) tests.push((object) => schema.includes(object.schema))
  if (severity?.length) tests.push(({ row }) => row !== null && severity.includes(row.severity))
  if (status?.length) tests.push((object) => object.cells().some((cell) => status.includes(cell.status)))
  if (cause?.length) {
    tests.push(({ row }) =>
      Boolean(row?.cells.some(({ difference }) => difference && cause.includes(difference.cause))),
    )
  }
  if (text) tests.push((object) => searched(object).includes(text))
  return (object) => tests.every((test) => test(object))
}

/** The text a search looks in: the kind, and the name both as its parts and as people say it. */
function searched({ kind, address }: ListedObject): string {
  const { own, on } = sayObject(kind, address, partsOf(kind))
  const said = [own.join('.'), on ? `on ${on.kind} ${on.name.join('.')}` : ''].join(' ')
  return `${kind.replaceAll('-', ' ')} ${kind} ${address.join('.')} ${said}`.toLowerCase()
}

/** The schema an object lies in, or the empty text for what lies in none. */
export function schemaOf(kind: string, address: readonly string[]): string {
  const known = KINDS_BY_NAME.get(kind)
  if (known && attachedParts(known) > 0) return schemaOf(address[0] ?? '', address.slice(1))
  return known?.address[0] === 'schema' || kind === 'schema' ? (address[0] ?? '') : ''
}

/** How many parts of an address of this kind are another object's; see sayAddress. */
export function partsOf(kind: string): number {
  const known = KINDS_BY_NAME.get(kind)
  return known ? attachedParts(known) : 0
}
