import path from 'node:path'
import { type Discovery, NOTHING_FOUND } from './discovery'
import { isFolder, readTextFile } from './read-text-file'

/** What the configuration of an ORM told, without running it. */
export interface OrmDiscovery extends Discovery {
  /** Variables that hold the address of the project's database, with the file that names them. */
  readonly variables: ReadonlyMap<string, string>
}

const NOTHING: OrmDiscovery = { ...NOTHING_FOUND, variables: new Map() }

const PRISMA_SCHEMAS = ['prisma/schema.prisma', 'schema.prisma']
const PRISMA_CONFIGS = ['prisma.config.ts', 'prisma.config.mjs', 'prisma.config.js']
const DRIZZLE_CONFIGS = ['ts', 'mts', 'mjs', 'js', 'cjs', 'json'].map(
  (extension) => `drizzle.config.${extension}`,
)

/** `env("NAME")`, `process.env.NAME` and `process.env['NAME']`. */
const VARIABLE = /\benv\(\s*["'](\w+)["']\s*\)|\bprocess\.env(?:\.(\w+)|\[\s*["'](\w+)["']\s*\])/g

/** The throwaway database of `prisma migrate dev`. */
const SHADOW = /\bshadowDatabaseUrl\s*[=:]\s*[^\n,}]*/g

/** Reads `schema.prisma` and `prisma.config.*` as text: the variables of its data source, and its migrations. */
export async function discoverPrisma(directory: string): Promise<OrmDiscovery> {
  const config = await firstFile(directory, PRISMA_CONFIGS)
  const settings = withoutComments(config?.text ?? '')
  const named = /\bschema\s*:\s*["']([^"']+\.prisma)["']/.exec(settings)?.[1]
  const schema = await firstFile(directory, named ? [path.posix.normalize(named)] : PRISMA_SCHEMAS)
  if (!schema && !config) return NOTHING
  const source = /\bdatasource\s+\w+\s*\{([^}]*)\}/.exec(withoutComments(schema?.text ?? ''))?.[1] ?? ''
  const provider = /\bprovider\s*=\s*"(\w+)"/.exec(source)?.[1] ?? 'postgresql'
  if (!/^postgres(ql)?$/.test(provider)) {
    return { ...NOTHING, notices: [`${schema?.name} was passed over: its provider is not postgresql.`] }
  }
  const hasLiteral = /\b(url|directUrl)\s*=\s*"/.test(source)
  const notice = `The address in ${schema?.name} was passed over: an address is only read from a variable.`
  const variables = new Map([
    ...variablesIn(source, schema?.name ?? ''),
    ...variablesIn(settings, config?.name ?? ''),
  ])
  const beside = schema ? path.posix.join(path.posix.dirname(schema.name), 'migrations') : 'prisma/migrations'
  const own = /\bmigrations\s*:\s*\{[^}]*?\bpath\s*:\s*["']([^"']+)["']/.exec(settings)?.[1]
  const migrations = own
    ? await existing(directory, path.posix.normalize(own), config?.name ?? '')
    : await existing(directory, beside, schema?.name ?? config?.name ?? '')
  return {
    environments: [],
    variables,
    migrations,
    notices: hasLiteral ? [notice] : [],
  }
}

/** Reads `drizzle.config.*` as text: the variables it mentions, and its output folder. */
export async function discoverDrizzle(directory: string): Promise<OrmDiscovery> {
  const config = await firstFile(directory, DRIZZLE_CONFIGS)
  if (!config) return NOTHING
  const text = withoutComments(config.text)
  const dialect = /["']?dialect["']?\s*:\s*["'](\w+)["']/.exec(text)?.[1]
  if (dialect !== undefined && dialect !== 'postgresql') {
    return { ...NOTHING, notices: [`${config.name} was passed over: its dialect is not postgresql.`] }
  }
  const folder = /["']?\bout["']?\s*:\s*["']([^"']+)["']/.exec(text)?.[1] ?? 'drizzle'
  return {
    environments: [],
    variables: variablesIn(text, config.name),
    migrations: await existing(directory, path.posix.normalize(folder), config.name),
    notices: [],
  }
}

async function firstFile(
  directory: string,
  names: readonly string[],
): Promise<{ name: string; text: string } | null> {
  for (const name of names) {
    const content = await readTextFile(path.join(directory, name))
    if (content.state === 'read') return { name, text: content.text }
  }
  return null
}

const TEXT = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/.source
const TEXT_OR_COMMENT = new RegExp(`(${TEXT})|/\\*[\\s\\S]*?\\*/|//.*$`, 'gm')

/** Texts such as `./schema/*` and `postgres://` only look as if a comment began in them. */
function withoutComments(text: string): string {
  return text.replace(TEXT_OR_COMMENT, '$1')
}

function variablesIn(text: string, source: string): Map<string, string> {
  const names = [...text.replace(SHADOW, '').matchAll(VARIABLE)].map(([, a, b, c]) => a ?? b ?? c ?? '')
  return new Map(names.map((name) => [name, source]))
}

async function existing(directory: string, folder: string, source: string): Promise<Discovery['migrations']> {
  return (await isFolder(path.resolve(directory, folder))) ? [{ folder, source }] : []
}
