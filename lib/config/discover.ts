import { AppError } from '../objects/app-error'
import { isLoopbackAddress } from '../postgres/blocked-addresses'
import { type ConnectionAddress, describeAddress } from '../postgres/connection-address'
import { isConnectionUrl } from '../postgres/connection-url'
import { recognizeEndpoint } from '../supabase/endpoints'
import { discoverDrizzle, discoverPrisma } from './discover-orms'
import { discoverSupabase } from './discover-supabase'
import { environmentRank, type FoundAddress, findAddresses, UNNAMED } from './discover-variables'
import type { DiscoveredEnvironment, Discovery, PassedOver } from './discovery'
import { nameMistake } from './environment-name'
import { readAddress } from './read-address'
import type { Variables } from './variables'

/** What all files and variables of a project told. */
export interface ProjectDiscovery extends Discovery {
  /** Which environment was found where, in sentences. */
  readonly found: readonly string[]
  readonly passedOver: readonly PassedOver[]
}

/**
 * Finds environments and migration folders of a project that has no configuration file: in the variables, and in the
 * files of Supabase, Prisma and Drizzle, which are read as text and never run.
 */
export async function discover(directory: string, variables: Variables): Promise<ProjectDiscovery> {
  const { supabase, prisma, drizzle } = await readProject(directory, variables)
  const { found, passedOver: besides, empty } = findAddresses(variables)
  const usable = found.filter(({ environment }) => nameMistake(environment) === null)
  const named = fromVariables(usable, new Map([...drizzle.variables, ...prisma.variables]), variables)
  const { kept, repeats } = withoutRepeats([...named, ...supabase.environments])
  const passedOver = [
    ...repeats,
    ...besides.map(foundAlready),
    ...empty.map(isEmpty),
    ...found.flatMap(unusableName),
  ]
  return {
    environments: kept.toSorted((a, b) => environmentRank(a.name) - environmentRank(b.name)),
    migrations: migrationsOf([supabase, prisma, drizzle]),
    found: kept.map(({ name, source }) => `Found ${name} in ${source}.`),
    notices: [
      ...passedOver.map(({ reason }) => reason),
      ...[supabase, prisma, drizzle].flatMap((discovery) => discovery.notices),
    ],
    passedOver,
  }
}

/** The migration folders of a project whose configuration file names none. */
export async function discoverMigrations(
  directory: string,
  variables: Variables,
): Promise<Discovery['migrations']> {
  const { supabase, prisma, drizzle } = await readProject(directory, variables)
  return migrationsOf([supabase, prisma, drizzle])
}

async function readProject(directory: string, variables: Variables) {
  const [supabase, prisma, drizzle] = await Promise.all([
    discoverSupabase(directory, variables),
    discoverPrisma(directory),
    discoverDrizzle(directory),
  ])
  return { supabase, prisma, drizzle }
}

function migrationsOf(discoveries: readonly Discovery[]): Discovery['migrations'] {
  return discoveries.flatMap(({ migrations }) => migrations)
}

function fromVariables(
  found: readonly FoundAddress[],
  ormVariables: ReadonlyMap<string, string>,
  variables: Variables,
): DiscoveredEnvironment[] {
  const environments = found.map(({ environment, variable }) =>
    toEnvironment(environment, variable.name, variables),
  )
  const known = new Set(found.map(({ variable }) => variable.name))
  for (const [name, file] of ormVariables) {
    const isAddress = isConnectionUrl(variables.find(name)?.value ?? '')
    if (!isAddress || known.has(name)) continue
    const environment = toEnvironment(UNNAMED, name, variables)
    environments.push({ ...environment, source: `${environment.source}, named in ${file}` })
  }
  return environments.map((environment) => nameByHost(environment, environments))
}

function toEnvironment(name: string, variableName: string, variables: Variables): DiscoveredEnvironment {
  const { address, source } = readAddress(variableName, variables)
  const isNamed = name !== UNNAMED
  return { name, isNamed, variable: variableName, source, address, projectRef: projectRefOf(address) }
}

/** A variable such as DATABASE_URL names no environment; on this machine it is the local one. */
function nameByHost(
  environment: DiscoveredEnvironment,
  all: readonly DiscoveredEnvironment[],
): DiscoveredEnvironment {
  const { name, address } = environment
  const isLocal = !(address instanceof AppError) && isLocalHost(address.host)
  const isTaken = all.some((each) => each.name === 'local')
  return name === UNNAMED && isLocal && !isTaken ? { ...environment, name: 'local' } : environment
}

function isLocalHost(host: string): boolean {
  return host === 'localhost' || (/^[\d.:a-f]+$/.test(host) && isLoopbackAddress(host))
}

/** Drops what is found a second time: the same name, or what no variable names and leads where another one does. */
function withoutRepeats(environments: readonly DiscoveredEnvironment[]) {
  const kept: DiscoveredEnvironment[] = []
  const repeats: PassedOver[] = []
  for (const environment of environments.toSorted((a, b) => Number(b.isNamed) - Number(a.isNamed))) {
    const { name, isNamed, source } = environment
    const same = kept.find((other) => other.name === name || (!isNamed && isSame(other, environment)))
    if (!same) kept.push(environment)
    else {
      const reason = `${name} in ${source} was passed over: it is ${same.name} in ${same.source}.`
      repeats.push({ environment: name, reason })
    }
  }
  return { kept: environments.filter((environment) => kept.includes(environment)), repeats }
}

function isSame(a: DiscoveredEnvironment, b: DiscoveredEnvironment): boolean {
  if (a.projectRef !== null && a.projectRef === b.projectRef) return true
  if (a.address instanceof AppError || b.address instanceof AppError) return false
  return describeAddress(a.address) === describeAddress(b.address)
}

function projectRefOf(address: ConnectionAddress | AppError): string | null {
  return address instanceof AppError ? null : (recognizeEndpoint(address)?.projectRef ?? null)
}

function foundAlready(found: FoundAddress): PassedOver {
  return passOver(found, `${found.environment} was found in another variable already.`)
}

function isEmpty(found: FoundAddress): PassedOver {
  return passOver(found, 'it is empty.')
}

function unusableName(found: FoundAddress): PassedOver[] {
  const mistake = nameMistake(found.environment)
  return mistake ? [passOver(found, mistake)] : []
}

function passOver({ environment, variable }: FoundAddress, why: string): PassedOver {
  return { environment, reason: `${variable.name} (${variable.source}) was passed over: ${why}` }
}
