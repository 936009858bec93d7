import path from 'node:path'
import { AppError } from '../objects/app-error'
import type { ErrorCode } from '../objects/error-catalog'
import { checkConfigFile } from './check-config-file'
import { findingProblem } from './config-finding'
import type { ConfigFile } from './config-schema'
import {
  CONFIG_FILE,
  type Configuration,
  DEFAULT_STALE_AFTER_MINUTES,
  type MigrationFolder,
  type ShadowSetting,
} from './configuration'
import { discoverMigrations } from './discover'
import { dumpSettings } from './dump-settings'
import { isProtectedByDefault } from './environment-name'
import { buildEnvironments, describeAddresses, type EnvironmentParts, migrationFolder } from './environments'
import { entryOf, type JsonPath, nodeAt } from './json-path'
import type { JsonNode } from './json-tree'
import type { ConfigProblem } from './problem'
import { readAddress } from './read-address'
import { isFolder } from './read-text-file'
import type { Variables } from './variables'

interface ConfigText {
  readonly directory: string
  readonly text: string
  /** When the file was saved. */
  readonly changedAt: number
  readonly variables: Variables
}

/** What the text of a configuration file, together with the variables it refers to, amounts to. */
export async function readConfigFile({
  directory,
  text,
  changedAt,
  variables,
}: ConfigText): Promise<Configuration> {
  const { file, tree, problems } = checkConfigFile(text)
  const revision = `${CONFIG_FILE}:${changedAt} ${variables.revision}`
  const parts = file?.environments.map((environment) => toParts(environment, file, variables)) ?? []
  const { migrations, missing } = await readMigrations({ directory, text, variables }, file, tree)
  const all = [
    ...variables.problems,
    ...problems,
    ...missing,
    ...(tree ? addressProblems(tree, text, variables) : []),
  ]
  return {
    directory,
    origin: 'file',
    environments: buildEnvironments(parts, revision),
    migrations,
    namesMigrations: file?.migrations !== undefined,
    shadow: file?.shadow ? shadowSetting(file.shadow.env, variables, revision) : null,
    schemas: { include: file?.schemas?.include ?? null, exclude: file?.schemas?.exclude ?? [] },
    dumps: dumpSettings(file?.dumps),
    found: [],
    notices: describeAddresses(parts),
    passedOver: [],
    problems: all.toSorted((a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0)),
    revision,
  }
}

function toParts(
  environment: ConfigFile['environments'][number],
  file: ConfigFile,
  variables: Variables,
): EnvironmentParts {
  const { name, url } = environment
  return {
    name,
    variable: url.env,
    ...readAddress(url.env, variables),
    isMarkedReference: environment.reference ?? false,
    isProtected: environment.protected ?? isProtectedByDefault(name),
    isRestorable: environment.restorable ?? false,
    staleAfterMinutes: environment.staleAfterMinutes ?? file.staleAfterMinutes ?? DEFAULT_STALE_AFTER_MINUTES,
  }
}

function shadowSetting(variable: string, variables: Variables, revision: string): ShadowSetting {
  const { address, source } = readAddress(variable, variables)
  const connection: ShadowSetting['connection'] =
    address instanceof AppError
      ? { state: 'unusable', error: address }
      : { state: 'ready', target: { name: 'shadow', address, revision } }
  return { source, connection }
}

/** Variables that are missing or hold no usable address, also where the file has other mistakes. */
function addressProblems(tree: JsonNode, text: string, variables: Variables): ConfigProblem[] {
  const list = nodeAt(tree, ['environments'])
  const environments = list?.kind === 'list' ? list.items : []
  const ofEnvironments = environments.flatMap((item, index) => {
    const variable = nodeAt(item, ['url', 'env'])
    if (variable?.kind !== 'text' || !/^\w+$/.test(variable.value)) return []
    const { address } = readAddress(variable.value, variables)
    if (!(address instanceof AppError)) return []
    const name = entryOf(item, 'name')?.value
    const environment = name?.kind === 'text' ? name.value : `environments[${index}]`
    return [placed(address, ['environments', index, 'url', 'env'], variable.at, text, environment)]
  })
  const shadow = nodeAt(tree, ['shadow', 'env'])
  if (shadow?.kind !== 'text' || !/^\w+$/.test(shadow.value)) return ofEnvironments
  const { address } = readAddress(shadow.value, variables)
  if (!(address instanceof AppError)) return ofEnvironments
  return [...ofEnvironments, placed(address, ['shadow', 'env'], shadow.at, text)]
}

function placed(
  { code, message, hint }: AppError,
  path: JsonPath,
  at: number,
  text: string,
  environment?: string,
) {
  const of = environment === undefined ? {} : { environment }
  return findingProblem({ code: code as ErrorCode, message, suggestion: hint, path, at, ...of }, text)
}

/** The folders the file names, or those that are found where it names none. */
async function readMigrations(
  { directory, text, variables }: Omit<ConfigText, 'changedAt'>,
  file: ConfigFile | null,
  tree: JsonNode | null,
) {
  const migrations: MigrationFolder[] = []
  const missing: ConfigProblem[] = []
  if (file && !file.migrations) {
    const found = await discoverMigrations(directory, variables)
    return { migrations: found.map((each) => migrationFolder(directory, each)), missing }
  }
  for (const [index, { folder, tool }] of (file?.migrations ?? []).entries()) {
    const at = tree ? (nodeAt(tree, ['migrations', index, 'folder'])?.at ?? 0) : 0
    const absolute = path.resolve(directory, folder)
    if (await isFolder(absolute)) {
      migrations.push(migrationFolder(directory, { folder, tool, source: CONFIG_FILE }))
    } else {
      const message = 'There is no such folder.'
      const suggestion = 'Folders are relative to the folder of this file.'
      const finding = {
        code: 'E-CONF-VALUE',
        message,
        suggestion,
        path: ['migrations', index, 'folder'],
        at,
      } as const
      missing.push(findingProblem(finding, text))
    }
  }
  return { migrations, missing }
}
