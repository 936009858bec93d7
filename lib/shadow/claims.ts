import type { Client } from 'pg'
import { identifier, literal } from '../sql/sql'
import { OWNER } from './owner-role'
import { alone } from './shadow-lock'

/**
 * What one of our databases says of itself, in its comment. Roles belong to a whole server, so each database says which
 * ones were made for it: a role goes when the last database that claims it has gone, even if the process that made it
 * was killed.
 */
export interface Claims {
  readonly roles: readonly string[]
  /** The day on which a template was last copied, such as 2026-11-20. */
  readonly usedOn?: string
}

const SUBJECT = 'lockstep claims'

/** Names of our databases: shadows, and the templates they are made from. */
const OURS = '^lockstep_(shadow|template)_'

/** What all of our databases on a server claim, by their names. */
export async function readClaims(server: Client): Promise<Map<string, Claims>> {
  const { rows } = await server.query(
    `select datname, shobj_description(oid, 'pg_database') as comment from pg_database where datname ~ $1`,
    [OURS],
  )
  return new Map(rows.map(({ datname, comment }) => [datname, parseClaims(comment)]))
}

/** Writes what a database claims, in place of what it claimed before. */
export async function writeClaims(server: Client, database: string, claims: Claims): Promise<void> {
  await server.query(`comment on database ${identifier(database)} is ${literal(JSON.stringify(claims))}`)
}

/**
 * Claims roles for a database beside those it claims: all that `isWanted` takes, given a role and whether one of our
 * databases claims it already.
 */
export async function claimRoles(
  server: Client,
  database: string,
  isWanted: (role: string, isClaimed: boolean) => boolean,
): Promise<void> {
  await alone(server, SUBJECT, async () => {
    const claims = await readClaims(server)
    const claimed = new Set([...claims.values()].flatMap(({ roles }) => roles))
    const own = claims.get(database) ?? { roles: [] }
    const wanted = (await rolesOf(server)).filter((role) => isWanted(role, claimed.has(role)))
    const roles = [...new Set([...own.roles, ...wanted])]
    if (roles.length > own.roles.length) await writeClaims(server, database, { ...own, roles })
  })
}

/** Drops one of our databases, and the roles that no other of them claims. */
export async function dropClaiming(server: Client, database: string): Promise<void> {
  await alone(server, SUBJECT, async () => {
    const roles = (await readClaims(server)).get(database)?.roles ?? []
    await server.query(`drop database if exists ${identifier(database)} with (force)`)
    if (roles.length === 0) return
    const others = await readClaims(server)
    const needed = new Set([...others.values()].flatMap((claims) => claims.roles))
    await dropRoles(
      server,
      roles.filter((role) => !needed.has(role)),
    )
  })
}

/** The roles of a server that somebody made; the owner of shadows is always there. */
export async function rolesOf(server: Client): Promise<string[]> {
  const { rows } = await server.query('select rolname from pg_roles where oid >= 16384 and rolname <> $1', [
    OWNER,
  ])
  return rows.map(({ rolname }) => rolname)
}

/** Roles can be members of one another, so each that goes may free the next. One that is used elsewhere stays. */
async function dropRoles(server: Client, roles: readonly string[]): Promise<void> {
  let left = roles
  for (let before = -1; left.length !== before; ) {
    before = left.length
    const kept: string[] = []
    for (const role of left) {
      await server.query(`drop role if exists ${identifier(role)}`).catch(() => kept.push(role))
    }
    left = kept
  }
}

function parseClaims(comment: string | null): Claims {
  try {
    const { roles, usedOn } = JSON.parse(comment ?? '') as Claims
    return { roles: roles.filter((role) => typeof role === 'string'), usedOn }
  } catch {
    return { roles: [] }
  }
}
