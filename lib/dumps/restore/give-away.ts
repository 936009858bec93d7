import { plainName } from '../../shadow/created-role'
import type { Shadow } from '../../shadow/make-shadow'
import { identifier, sql } from '../../sql/sql'

type Client = Pick<Shadow['client'], 'query'>

const OWNER_TO = /^alter\s[\s\S]*\sowner\s+to\s+("(?:[^"]|"")+"|[\w$]+)$/i

/** Whether a statement gives an object to a role, and which. */
export function newOwner(statement: string): string | null {
  const name = OWNER_TO.exec(statement)?.[1]
  return name === undefined ? null : plainName(name)
}

/**
 * Gives an object to a role that may not create anything in its schema, which only a superuser can do without this: the
 * role may for that moment. A dump grants what it may in schemas only later.
 * @param failure what the server said without.
 * @returns false where that is not what was in the way, and nothing was done.
 */
export async function giveAway(
  client: Client,
  statement: string,
  failure: { readonly code?: string; readonly message?: string },
): Promise<boolean> {
  const owner = newOwner(statement)
  const schema = /^permission denied for schema (.+)$/s.exec(failure.message ?? '')?.[1]
  if (owner === null || schema === undefined || failure.code !== '42501') return false
  const [on, to] = [identifier(schema), identifier(owner)]
  await client.query(sql`grant create on schema ${on} to ${to}`)
  await client.query(statement)
  await client.query(sql`revoke create on schema ${on} from ${to}`)
  return true
}
