import type { Draft } from './draft'
import type { Item } from './item'
import { quoted } from './names'

export interface Schema extends Item {
  readonly name: string
  /** The name in quotes. */
  readonly sql: string
}

/** A schema with a right for somebody. */
export function makeSchema(draft: Draft): Schema {
  const name = draft.names.any('app')
  const sql = quoted(name)
  const schema = draft.addObject(
    {
      kind: 'schema',
      address: [name],
      name,
      sql,
      create: `create schema ${sql}`,
      drop: `drop schema ${sql} cascade`,
      needs: [],
      changes: [],
    },
    { words: `schema ${sql}`, isOwned: true },
  )
  draft.maybeGrant(schema, ['usage', 'create'], `schema ${sql}`)
  return schema
}

/** The schema every database is born with. */
export function publicSchema(draft: Draft): Schema {
  return draft.add({
    kind: 'schema',
    address: ['public'],
    name: 'public',
    sql: 'public',
    needs: [],
    changes: [],
  })
}
