import { KINDS } from '../kinds/all'
import { type ObjectRef, objectId } from '../objects/address'
import { attachedParts } from '../objects/attached'
import type { Kind } from '../objects/kind'
import { lineCount, lineKey } from '../objects/lines'
import { parseCopyLine } from '../objects/row'
import { isKindRead, kindLines, refOf, type Snapshot } from '../objects/snapshot'
import type { ComparedPair } from './compared-pair'
import { schemaOf } from './grid-query'
import { type NamedObject, nameObject } from './named-object'
import { findPair, type PairQuery } from './read-comparison'
import type { Workspace } from './workspace'

/** Which of the equal objects to list; every part narrows. */
export interface EqualQuery extends PairQuery {
  readonly kind?: string
  readonly schema?: string
  /** Found in the address or the kind's name, whatever its case. */
  readonly text?: string
  readonly offset?: number
}

/** A page of the objects that are the same on both sides. */
export interface EqualObjectsAnswer {
  readonly formatVersion: 1
  readonly total: number
  readonly matching: number
  readonly offset: number
  readonly objects: readonly NamedObject[]
}

const PAGE_OBJECTS = 200

const listed = new WeakMap<ComparedPair, readonly ObjectRef[]>()

/** The objects that are the same on both sides, a page of them. Throws E-ORIGIN for an unknown side. */
export async function listEqualObjects(workspace: Workspace, query: EqualQuery): Promise<EqualObjectsAnswer> {
  const { pair } = await findPair(workspace, query)
  const all = pair ? (listed.get(pair) ?? equalObjects(pair)) : []
  if (pair) listed.set(pair, all)
  const { kind, schema, text, offset = 0 } = query
  const wanted = text?.trim().toLowerCase()
  const matching = all.filter(
    (ref) =>
      (!kind || ref.kind === kind) &&
      (!schema || schemaOf(ref.kind, ref.address) === schema) &&
      (!wanted || `${ref.kind} ${ref.address.join('.')}`.toLowerCase().includes(wanted)),
  )
  return {
    formatVersion: 1,
    total: all.length,
    matching: matching.length,
    offset,
    objects: matching.slice(offset, offset + PAGE_OBJECTS).map(nameObject),
  }
}

function equalObjects(pair: ComparedPair): ObjectRef[] {
  return KINDS.filter(({ name }) => isKindRead(pair.source, name) && isKindRead(pair.target, name)).flatMap(
    (kind) => equalOfKind(pair, kind),
  )
}

/** What both sides have, be it under another name that nobody chose. */
function equalOfKind({ source, target, byId, rootOf }: ComparedPair, kind: Kind): ObjectRef[] {
  const inTarget = new Set(keysOf(target, kind))
  const isAttached = attachedParts(kind) > 0
  return keysOf(source, kind).flatMap((key) => {
    const ref = refOf(kind, parseCopyLine(Buffer.from(key, 'latin1').toString('utf8'), kind.address))
    // What is attached to an object of a kind that the target leaves out is left out too.
    if (isAttached && !inTarget.has(key) && !isKindRead(target, ref.address[0] ?? '')) return []
    const id = objectId(ref)
    return byId.has(id) || rootOf.has(id) ? [] : [ref]
  })
}

function keysOf(snapshot: Snapshot, kind: Kind): string[] {
  const { lines } = kindLines(snapshot, kind.name)
  return Array.from({ length: lineCount(lines) }, (_, line) => lineKey(lines, line, kind.address.length))
}
