import { plainName } from '../../shadow/created-role'

const BEGINS = /^set\s+session\s+authorization\s+("(?:[^"]|"")+"|(?!default$)[\w$]+)$/i
const ENDS = /^reset\s+session\s+authorization$/i
const GRANTS = /^(?:grant|revoke)\b/i

/**
 * Follows who grants. A right that somebody gave who had it with grant option, pg_dump writes between a statement that
 * makes the session that role's and one that ends this.
 */
export class Grantor {
  /** Null for the owner of what is granted. */
  role: string | null = null

  /** Whether a statement tells only who grants. */
  take(statement: string): boolean {
    const role = BEGINS.exec(statement)?.[1]
    if (role === undefined && !ENDS.test(statement)) return false
    this.role = role === undefined ? null : plainName(role)
    return true
  }

  /** As another role a dump does nothing but grant. */
  mayRun(statement: string): boolean {
    return this.role === null || GRANTS.test(statement)
  }
}
