import path from 'node:path'
import { AppError } from '../objects/app-error'
import type { ConnectionAddress } from '../postgres/connection-address'
import { parseConnectionUrl } from '../postgres/connection-url'
import { recognizeEndpoint } from '../supabase/endpoints'
import { type DiscoveredEnvironment, type Discovery, NOTHING_FOUND } from './discovery'
import { nameMistake } from './environment-name'
import { isFolder, readTextFile } from './read-text-file'
import type { Variables } from './variables'

const CONFIG = 'supabase/config.toml'
const LINKED_REF = 'supabase/.temp/project-ref'
const LINKED_POOLER = 'supabase/.temp/pooler-url'
const MIGRATIONS = 'supabase/migrations'

/** Names and defaults as in Supabase's page "CLI configuration". */
const PASSWORD_VARIABLE = 'SUPABASE_DB_PASSWORD'
const DEFAULT_PORT = 54322
const PROJECT_REF = /^[a-z]{20}$/

/** What the Supabase CLI keeps in a project: the local database, named remotes, and the linked project. */
export async function discoverSupabase(directory: string, variables: Variables): Promise<Discovery> {
  const config = await readConfig(directory)
  const linked = await readLinked(directory, variables)
  const hasMigrations = await isFolder(path.join(directory, MIGRATIONS))
  if (!config && !linked && !hasMigrations) return NOTHING_FOUND
  const remotes = (config?.remotes ?? []).map((remote) => remoteEnvironment(remote, linked))
  const isNamed = remotes.some(({ projectRef }) => projectRef === linked?.ref)
  return {
    environments: [
      ...(config ? localEnvironment(config) : []),
      ...remotes,
      ...(linked && !isNamed
        ? [remoteEnvironment({ name: 'linked', ref: linked.ref, source: LINKED_REF }, linked)]
        : []),
    ],
    migrations: hasMigrations ? [{ folder: MIGRATIONS, source: MIGRATIONS }] : [],
    notices: config?.notices ?? [],
  }
}

interface Remote {
  readonly name: string
  readonly ref: string
  readonly source: string
}

interface SupabaseConfig {
  readonly port: number
  readonly remotes: readonly Remote[]
  readonly notices: readonly string[]
}

async function readConfig(directory: string): Promise<SupabaseConfig | null> {
  const content = await readTextFile(path.join(directory, CONFIG))
  if (content.state === 'absent') return null
  if (content.state === 'unusable') return unreadable(content.reason)
  const { parse, TomlError } = await import('smol-toml')
  try {
    return fromToml(parse(content.text))
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    return unreadable(`line ${error.line}, column ${error.column} is not valid TOML`)
  }
}

function unreadable(reason: string): SupabaseConfig {
  return { port: DEFAULT_PORT, remotes: [], notices: [`${CONFIG} was passed over: ${reason}.`] }
}

function fromToml(toml: Readonly<Record<string, unknown>>): SupabaseConfig {
  const { port } = table(toml.db)
  const remotes: Remote[] = []
  const notices: string[] = []
  for (const [name, settings] of Object.entries(table(toml.remotes))) {
    const ref = table(settings).project_id
    const mistake = nameMistake(name)
    if (mistake) notices.push(`A remote of ${CONFIG} was passed over: ${mistake}`)
    else if (typeof ref !== 'string' || !PROJECT_REF.test(ref)) {
      notices.push(`[remotes.${name}] of ${CONFIG} was passed over: its project_id is no project reference.`)
    } else remotes.push({ name, ref, source: `${CONFIG} [remotes.${name}]` })
  }
  const isPort = typeof port === 'number' && Number.isInteger(port) && port >= 1 && port <= 65535
  return { port: isPort ? port : DEFAULT_PORT, remotes, notices }
}

function table(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

/** The database of `supabase start`, whose user and password are the same on every machine. */
function localEnvironment({ port }: SupabaseConfig): DiscoveredEnvironment[] {
  const url = `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`
  const address = parseConnectionUrl(url, 'The local Supabase address')
  const source = `${CONFIG} [db]`
  return [{ name: 'local', isNamed: false, variable: null, source, address, projectRef: null }]
}

/** The project that `supabase link` chose: its address without password, and the password where it is set. */
interface Linked {
  readonly ref: string
  readonly poolerUrl: string | null
  readonly password: string | null
}

async function readLinked(directory: string, variables: Variables): Promise<Linked | null> {
  const ref = await readWord(path.join(directory, LINKED_REF))
  if (!ref || !PROJECT_REF.test(ref)) return null
  const poolerUrl = await readWord(path.join(directory, LINKED_POOLER))
  return { ref, poolerUrl, password: variables.find(PASSWORD_VARIABLE)?.value ?? null }
}

async function readWord(file: string): Promise<string | null> {
  const content = await readTextFile(file)
  return content.state === 'read' ? content.text.trim() || null : null
}

function remoteEnvironment({ name, ref, source }: Remote, linked: Linked | null): DiscoveredEnvironment {
  const isLinked = linked?.ref === ref
  const address =
    isLinked && linked.password !== null
      ? linkedAddress(linked, linked.password)
      : noAddress(name, ref, isLinked)
  const variable = address instanceof AppError ? null : PASSWORD_VARIABLE
  return { name, isNamed: false, variable, source, address, projectRef: ref }
}

/** The pooler's address in session mode where the link recorded one, else the direct address. */
function linkedAddress({ ref, poolerUrl }: Linked, password: string): ConnectionAddress | AppError {
  const direct = `postgresql://postgres@db.${ref}.supabase.co:5432/postgres`
  const withoutPassword = (poolerUrl ?? direct).replace(/:[^:@/]*@/, '@').replace(':6543/', ':5432/')
  const url = withoutPassword.replace('@', `:${encodeURIComponent(password)}@`)
  try {
    const address = parseConnectionUrl(url, `The address in ${poolerUrl ? LINKED_POOLER : LINKED_REF}`)
    return recognizeEndpoint(address)?.projectRef === ref ? address : noAddress('linked', ref, false)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

function noAddress(name: string, ref: string, isLinked: boolean): AppError {
  const variable = `${name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}_DATABASE_URL`
  const orPassword = isLinked ? ` Or set ${PASSWORD_VARIABLE}, since the project is linked.` : ''
  return new AppError({
    code: 'E-CONF-NO-ADDRESS',
    message: `${name} is the Supabase project ${ref}, and its database address is not known here.`,
    hint: `Set ${variable} in .env.local to the session pooler address of the project’s Connect dialog.${orPassword}`,
  })
}
