import type { WrittenName } from './nodes'

/** Where names are unique among each other. */
export type Space =
  | 'relation'
  | 'type'
  | 'function'
  | 'schema'
  | 'extension'
  | 'role'
  | 'policy'
  | 'trigger'
  | 'column'
  | 'constraint'

/** Something that a statement makes or takes away. */
export interface Effect {
  readonly does: 'creates' | 'drops'
  readonly space: Space
  /** The schema first, where the space has schemas; null for one that the search path gives. */
  readonly schema: string | null
  /** The name, after that of its table where it belongs to one; of a function, with the types of its arguments. */
  readonly name: readonly string[]
  /** What people call it, such as `materialized view`. */
  readonly noun: string
  /** Nothing fails when it is there already, or there no more. */
  readonly isLenient: boolean
  /** Of an index: the table that it is on. */
  readonly on?: WrittenName
  /** What it was before it was renamed or moved: then it is not new. */
  readonly from?: WrittenName
  /** It goes only to get another name or schema. */
  readonly isMove?: true
}

const SPACES_WITHOUT_SCHEMA: ReadonlySet<Space> = new Set(['schema', 'extension', 'role'])

/** Whether objects of this space lie in a schema. */
export function hasSchema(space: Space): boolean {
  return !SPACES_WITHOUT_SCHEMA.has(space)
}

/** The creation of something; nothing where it has no name. @param part what it is called within its table */
export function made(
  space: Space,
  written: WrittenName | null,
  noun: string,
  isLenient: boolean | undefined,
  part: readonly string[] = [],
): Effect[] {
  if (!written) return []
  const { schema, name } = written
  return [{ does: 'creates', space, schema, name: [name, ...part], noun, isLenient: isLenient === true }]
}

/** An effect on something that lies in no schema. */
export function plain(
  does: Effect['does'],
  space: Space,
  name: string,
  noun: string,
  isLenient: boolean | undefined,
): Effect {
  return { does, space, schema: null, name: [name], noun, isLenient: isLenient === true }
}
