import { schema as schemaKind } from '../kinds/schema'
import { type ComparisonRules, NO_PLATFORM } from '../objects/comparison-rules'
import type { Kind } from '../objects/kind'
import { type Row, text } from '../objects/row'
import { findRows, isKindRead, type Snapshot } from '../objects/snapshot'
import { isPlatformEventTrigger, isPlatformOwner, isPlatformRole, isPlatformSchema } from './platform-names'
import { isPlatformSetting } from './platform-settings'

/**
 * The rules for comparing these snapshots: none is the platform's where none of them is of a Supabase database, because
 * a team may well have a schema `auth` of its own.
 */
export function platformRules(snapshots: readonly Snapshot[]): ComparisonRules {
  return snapshots.some(isSupabase) ? { isPlatformObject, isSameOwner: isSamePlatformOwner } : NO_PLATFORM
}

/** Whether a snapshot is of a Supabase database: the schema of its Auth service belongs to a role of the platform. */
export function isSupabase(snapshot: Snapshot): boolean {
  if (!isKindRead(snapshot, schemaKind.name)) return false
  return ['auth', 'storage'].some((name) =>
    findRows(snapshot, schemaKind, [name]).some((row) => text(row, 'owner').startsWith('supabase_')),
  )
}

/** Which of the platform's roles owns an object depends on the project's age and on where it was made. */
function isSamePlatformOwner(source: string, target: string): boolean {
  return isPlatformOwner(source) && isPlatformOwner(target)
}

/**
 * Whether an object of a Supabase database is the platform's. What a team makes inside the platform's schemas is its
 * own: policies, triggers that call its functions, members of the Realtime publication, queues, and whatever belongs to
 * a role of its own. https://supabase.com/changelog/34270 says what a team may make there.
 */
export function isPlatformObject(kind: Kind, row: Row): boolean {
  const rule = RULES[kind.name]
  if (rule) return rule(row, kind)
  if (row.owner && !isPlatformOwner(row.owner)) return false
  return isInPlatformSchema(row) && !isQueue(row)
}

type Rule = (row: Row, kind: Kind) => boolean

const RULES: Readonly<Record<string, Rule>> = {
  schema: (row) => isPlatformSchema(text(row, 'name')),
  extension: () => false,
  policy: (row) => isInPlatformSchema(row) && !TEAMS_POLICIES.has(text(row, 'schema')),
  trigger: (row, kind) => isInPlatformSchema(row) && callsPlatformFunction(row, kind),
  'event-trigger': (row) => isPlatformEventTrigger(text(row, 'name')),
  grant: isPlatformGrant,
  'server-grant': (row) => isPlatformOwner(text(row, 'grantee')),
  'default-privilege': (row) =>
    isInPlatformSchema(row) || (isPlatformOwner(text(row, 'creator')) && row.creator !== 'postgres'),
  role: (row) => isPlatformRole(text(row, 'name')),
  'role-membership': (row) =>
    isPlatformOwner(text(row, 'member')) ||
    (isPlatformRole(text(row, 'member')) && isPlatformRole(text(row, 'role'))),
  'role-setting': isPlatformSetting,
  'database-setting': (row) => /^app\.settings\.jwt_(?:secret|exp)$/.test(text(row, 'name')),
  publication: (row) => PUBLICATIONS.has(text(row, 'name')),
  'publication-member': (row) => row.publication === MESSAGES_PUBLICATION,
  comment: isOnPlatformObject,
  'security-label': isOnPlatformObject,
}

const REALTIME_PUBLICATION = 'supabase_realtime'
const MESSAGES_PUBLICATION = 'supabase_realtime_messages_publication'
const PUBLICATIONS = new Set([REALTIME_PUBLICATION, MESSAGES_PUBLICATION])

/** Where teams may make policies; those elsewhere come with extensions. */
const TEAMS_POLICIES = new Set(['auth', 'storage', 'realtime'])

function isInPlatformSchema(row: Row): boolean {
  return isPlatformSchema(row.schema ?? '')
}

/** The tables of a message queue: pgmq makes them when a team asks for a queue. */
function isQueue(row: Row): boolean {
  return row.schema === 'pgmq' && /^[qa]_/.test(row.table ?? row.name ?? '')
}

function callsPlatformFunction(row: Row, kind: Kind): boolean {
  const functions = (kind.requires?.(row) ?? []).filter((needed) => needed.kind === 'function')
  return functions.every(({ address: [schema = ''] }) => isPlatformSchema(schema))
}

/**
 * Grants to the platform's own roles come and go with its versions, and what `postgres` has depends on who owns the
 * object. In the platform's schemas only grants to the roles of its API are the platform's doing: whoever else has
 * something there got it from the team, and so did everybody who may read a table that holds its users.
 */
function isPlatformGrant(row: Row): boolean {
  const grantee = text(row, 'grantee')
  if (isPlatformOwner(grantee)) return true
  const schema = text(row, 'first')
  if (!isPlatformSchema(schema)) return false
  const isRelation = ['table', 'column', 'view', 'materialized-view', 'sequence'].includes(
    text(row, 'onKind'),
  )
  return isRelation ? grantee === 'service_role' : isPlatformRole(grantee) || grantee === 'public'
}

function isOnPlatformObject(row: Row): boolean {
  const [onKind, first] = [text(row, 'onKind'), text(row, 'first')]
  if (onKind === 'extension' || onKind === 'trigger') return false
  if (onKind === 'policy') return isPlatformSchema(first) && !TEAMS_POLICIES.has(first)
  if (onKind === 'publication') return PUBLICATIONS.has(first)
  if (onKind === 'event-trigger') return isPlatformEventTrigger(first)
  return isPlatformSchema(first)
}
