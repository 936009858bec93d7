import type { Client } from 'pg'
import { splitStatements } from '../sql/split-statements'
import { identifier } from '../sql/sql'
import { claimRoles, readClaims, rolesOf } from './claims'
import { createdRole } from './created-role'
import { OWNER } from './owner-role'
import { rewriteStatements } from './rewrite-statements'

/** What keeps shadows of one server from seeing each other's roles, and removes them with the shadow. */
export interface ShadowRoles {
  /**
   * Makes ready for a script that may create roles: those that are there only for another shadow are claimed for this
   * one too, and the statements that would create them are left out. Lines keep their numbers.
   */
  before(script: string): Promise<string>
  /**
   * Claims the roles that the script made; one whose name it only put together stays on the server.
   * @param ran false for a script that failed, and may run again.
   */
  after(script: string, ran: boolean): Promise<void>
  /** Makes a role without any right. */
  make(role: string): Promise<void>
  /** Lets the owner of a limited shadow act as a role that somebody made; whether that was possible. */
  join(role: string): Promise<boolean>
}

const MAY_CREATE = /\bcreate\s+(?:role|user|group)\b(?!\s+mapping)/i

/** The roles of one shadow, noted over the connection that made it. */
export function shadowRoles(server: Client, database: string, isLimited: boolean): ShadowRoles {
  const join = async (role: string) => {
    const { rows } = await server.query('select rolsuper from pg_roles where rolname = $1 and oid >= 16384', [
      role,
    ])
    if (!isLimited || rows[0]?.rolsuper !== false) return false
    await server.query(`grant ${identifier(role)} to ${OWNER}`)
    return true
  }
  let there = new Set<string>()
  let leftOut: readonly string[] = []
  /** Claimed, and yet to be made by a script here. */
  const unmade = new Set<string>()
  return {
    before: async (script) => {
      if (!MAY_CREATE.test(script)) return script
      there = new Set(await rolesOf(server))
      const own = new Set((await readClaims(server)).get(database)?.roles)
      const isOthers = (role: string) => there.has(role) && (!own.has(role) || unmade.has(role))
      leftOut = [...createdIn(script)].filter(isOthers)
      if (leftOut.length === 0) return script
      await claimRoles(server, database, (role, isClaimed) => isClaimed && leftOut.includes(role))
      return withoutCreating(script, new Set(leftOut))
    },
    after: async (script, ran) => {
      if (!MAY_CREATE.test(script)) return
      for (const role of leftOut) ran ? unmade.delete(role) : unmade.add(role)
      const lower = script.toLowerCase()
      await claimRoles(
        server,
        database,
        (role, isClaimed) => lower.includes(role.toLowerCase()) && (isClaimed || !there.has(role)),
      )
    },
    make: async (role) => {
      await server.query(`create role ${identifier(role)} nologin`)
      await claimRoles(server, database, (name) => name === role)
      await join(role)
    },
    join,
  }
}

function createdIn(script: string): Set<string> {
  const names = splitStatements(script).statements.map(({ text }) => createdRole(text))
  return new Set(names.filter((name) => name !== null))
}

function withoutCreating(script: string, roles: ReadonlySet<string>): string {
  return rewriteStatements(script, (statement) => (roles.has(createdRole(statement) ?? '') ? '' : null))
}
