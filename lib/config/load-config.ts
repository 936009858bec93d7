import path from 'node:path'
import { AppError } from '../objects/app-error'
import { catalogHint, type ErrorCode } from '../objects/error-catalog'
import { CONFIG_FILE, type Configuration, DEFAULT_STALE_AFTER_MINUTES } from './configuration'
import { discover } from './discover'
import type { DiscoveredEnvironment } from './discovery'
import { dumpSettings } from './dump-settings'
import { isProtectedByDefault } from './environment-name'
import { buildEnvironments, describeAddresses, type EnvironmentParts, migrationFolder } from './environments'
import { type ConfigProblem, configProblem } from './problem'
import { projectAbove } from './project-above'
import { readTextFile } from './read-text-file'
import { readVariables, type Variables } from './variables'

export interface LoadOptions {
  /** The team's project. */
  readonly directory: string
  /** As `process.env`; what is set there wins over .env files. */
  readonly environmentVariables: Readonly<Record<string, string | undefined>>
}

/**
 * Reads all that is configured for a project: `lockstep.config.json`, or without one what can be discovered.
 * Contacts nothing, runs no code of the project and never throws for a mistake: those are in `problems`.
 */
export async function loadConfig({ directory, environmentVariables }: LoadOptions): Promise<Configuration> {
  const root = path.resolve(directory)
  const variables = await readVariables(root, environmentVariables)
  const file = await readTextFile(path.join(root, CONFIG_FILE))
  if (file.state === 'absent') return discovered(root, variables)
  if (file.state === 'read') {
    // Loaded only now: a command about two addresses should not pay for the schema library.
    const { readConfigFile } = await import('./read-config-file')
    return readConfigFile({ directory: root, text: file.text, changedAt: file.changedAt, variables })
  }
  const message = `It could not be read: ${file.reason}.`
  const problem = configProblem({ code: 'E-CONF-FILE', message, file: CONFIG_FILE })
  return { ...nothing(root, 'file', variables), problems: [...variables.problems, problem] }
}

async function discovered(directory: string, variables: Variables): Promise<Configuration> {
  const { environments, migrations, found, notices, passedOver } = await discover(directory, variables)
  const parts = environments.map(toParts)
  const base = nothing(directory, 'discovered', variables)
  return {
    ...base,
    environments: buildEnvironments(parts, variables.revision),
    migrations: migrations.map((each) => migrationFolder(directory, each)),
    found,
    notices: [...notices, ...describeAddresses(parts)],
    passedOver,
    problems: [
      ...base.problems,
      ...environments.flatMap(addressProblem),
      ...(parts.length === 0 ? [await nothingFound(directory)] : []),
    ],
  }
}

function toParts({ name, variable, source, address }: DiscoveredEnvironment): EnvironmentParts {
  return {
    name,
    variable,
    source,
    address,
    isMarkedReference: false,
    isProtected: isProtectedByDefault(name),
    isRestorable: false,
    staleAfterMinutes: DEFAULT_STALE_AFTER_MINUTES,
  }
}

function addressProblem({ name, address }: DiscoveredEnvironment): ConfigProblem[] {
  if (!(address instanceof AppError)) return []
  const { code, message, hint } = address
  return [configProblem({ code: code as ErrorCode, message, suggestion: hint, environment: name })]
}

async function nothingFound(directory: string): Promise<ConfigProblem> {
  const above = await projectAbove(directory)
  return configProblem({
    code: 'E-CONF-NONE',
    message: `No environments are configured in ${directory}, and none were found there.`,
    suggestion: above ? `There is a project in ${above}: start Lockstep there.` : catalogHint('E-CONF-NONE'),
  })
}

function nothing(directory: string, origin: Configuration['origin'], variables: Variables): Configuration {
  return {
    directory,
    origin,
    environments: [],
    migrations: [],
    namesMigrations: false,
    shadow: null,
    schemas: { include: null, exclude: [] },
    dumps: dumpSettings(),
    found: [],
    notices: [],
    passedOver: [],
    problems: variables.problems,
    revision: variables.revision,
  }
}
