import { isConnectionUrl } from '../postgres/connection-url'
import type { Variable, Variables } from './variables'

/** A variable that seems to hold the address of an environment. */
export interface FoundAddress {
  readonly environment: string
  readonly variable: Variable
}

/** Words in variable names that tell an environment, in the order in which environments are shown. */
const ENVIRONMENT_WORDS: ReadonlyMap<string, string> = new Map([
  ['LOCAL', 'local'],
  ['DEV', 'dev'],
  ['DEVELOPMENT', 'dev'],
  ['DEVELOP', 'dev'],
  ['TEST', 'test'],
  ['TESTING', 'test'],
  ['CI', 'ci'],
  ['PREVIEW', 'preview'],
  ['SANDBOX', 'sandbox'],
  ['DEMO', 'demo'],
  ['QA', 'qa'],
  ['UAT', 'uat'],
  ['STAGING', 'staging'],
  ['STAGE', 'staging'],
  ['STG', 'staging'],
  ['PREPROD', 'preprod'],
  ['PROD', 'prod'],
  ['PRODUCTION', 'prod'],
  ['LIVE', 'prod'],
])

/** What is found in a variable such as DATABASE_URL, whose name tells no environment. */
export const UNNAMED = 'database'

/** The web address of a project has this form as well. */
const OFTEN_NO_DATABASE = /(^|_)SUPABASE(_[A-Z]+)?_URL(_|$)/

/** Kinds of address variables, best first: a direct address shows more than one through a pooler. */
const FORMS = [
  /(^|_)DIRECT(_DATABASE)?_URL(_|$)/,
  /(^|_)(NON_POOLING|UNPOOLED)(_|$)/,
  /(^|_)DATABASE_URL(_|$)/,
  /(^|_)DB_URL(_|$)/,
  /(^|_)(POSTGRES|POSTGRESQL|PG)_URL(_|$)/,
  /(^|_)(DATABASE|DB|POSTGRES|PG)_(URI|DSN|CONNECTION_STRING)(_|$)/,
  OFTEN_NO_DATABASE,
]

/** Variables of tools that name a throwaway or internal database, not an environment. */
const NOT_ENVIRONMENTS = /(^|_)(SHADOW|LOCKSTEP|NEXT_PUBLIC|VITE)(_|$)/

/** Words that belong to the form of a name rather than to the environment. */
const FORM_WORDS =
  /(^|_)(SUPABASE|DIRECT|DATABASE|DB|POSTGRES|POSTGRESQL|PG|PRISMA|NON|POOLING|UNPOOLED|POOLED|URL|URI|DSN|CONNECTION|STRING|READONLY|READ|ONLY|RO)(?=_|$)/g

/**
 * The addresses among all variables, at most one for each environment, and those passed over: for another, or as empty.
 * A variable counts when its value is a Postgres address, or when its name names an environment and a database.
 */
export function findAddresses(
  variables: Variables,
): Record<'found' | 'passedOver' | 'empty', readonly FoundAddress[]> {
  const candidates = variables
    .names()
    .flatMap((name) => candidate(variables.find(name)))
    .sort(byRank)
  const found = new Map<string, FoundAddress>()
  const passedOver: FoundAddress[] = []
  for (const each of candidates) {
    if (found.has(each.environment)) passedOver.push(each)
    else found.set(each.environment, each)
  }
  return { found: [...found.values()].sort(byOrder), passedOver, empty: variables.empty.flatMap(meant) }
}

/** The place of an environment's name in the usual order from local to prod; unknown names come before staging. */
export function environmentRank(name: string): number {
  const names = [...new Set(ENVIRONMENT_WORDS.values())]
  const rank = names.indexOf(ENVIRONMENT_WORDS.get(name.toUpperCase()) ?? name)
  return rank >= 0 ? rank : names.indexOf('staging') - 0.5
}

function candidate(variable: Variable | null): FoundAddress[] {
  if (!variable || !hasForm(variable.name)) return []
  const isAddress = isConnectionUrl(variable.value)
  const isWebAddress = /^https?:/i.test(variable.value)
  if (!isAddress && (knownWord(variable.name) === undefined || isWebAddress)) return []
  return [{ environment: environmentOf(variable.name), variable }]
}

/** The environment that an empty variable would have held the address of. */
function meant(variable: Variable): FoundAddress[] {
  if (!hasForm(variable.name) || OFTEN_NO_DATABASE.test(variable.name)) return []
  return [{ environment: environmentOf(variable.name), variable }]
}

function hasForm(name: string): boolean {
  return !NOT_ENVIRONMENTS.test(name) && formRank(name) >= 0
}

function environmentOf(name: string): string {
  const rest = name.replace(FORM_WORDS, '').replace(/^_+|_+$/g, '')
  return knownWord(name) ?? (rest === '' ? UNNAMED : rest.toLowerCase().replaceAll('_', '-'))
}

function knownWord(name: string): string | undefined {
  return name
    .split('_')
    .map((word) => ENVIRONMENT_WORDS.get(word))
    .find(Boolean)
}

function formRank(name: string): number {
  return FORMS.findIndex((form) => form.test(name))
}

/** Whoever sets a variable for one run means it, whatever form of the name a file has. */
function byRank({ variable: a }: FoundAddress, { variable: b }: FoundAddress): number {
  return a.precedence - b.precedence || formRank(a.name) - formRank(b.name)
}

function byOrder(a: FoundAddress, b: FoundAddress): number {
  return environmentRank(a.environment) - environmentRank(b.environment)
}
