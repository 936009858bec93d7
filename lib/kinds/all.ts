import type { Kind } from '../objects/kind'
import { column } from './column'
import { functionKind } from './function'
import { index } from './index-kind'
import { policy } from './policy'
import { schema } from './schema'
import { table } from './table'

/** Every kind, in the order in which they are read, counted and shown. */
export const KINDS: readonly Kind[] = [schema, table, column, index, policy, functionKind]

export const KINDS_BY_NAME: ReadonlyMap<string, Kind> = new Map(KINDS.map((kind) => [kind.name, kind]))
