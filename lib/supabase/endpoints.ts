/** How an address reaches a Supabase database. */
export type EndpointKind = 'direct' | 'dedicatedPooler' | 'sessionPooler' | 'transactionPooler' | 'local'

export interface SupabaseEndpoint {
  readonly kind: EndpointKind
  /** Run by Supabase, rather than on this machine. */
  readonly isHosted: boolean
  /** The 20 letters that name the project, where the address tells them. */
  readonly projectRef: string | null
}

/** The parts of an address that tell a Supabase endpoint. */
export interface AddressParts {
  readonly host: string
  readonly port: number
  readonly user: string
}

const DIRECT_HOST = /^db\.([a-z]{20})\.supabase\.(?:co|com)$/
const POOLER_HOST = /^[a-z0-9-]+\.pooler\.supabase\.(?:co|com)$/
const POOLER_USER = /^[^.]+\.([a-z]{20})$/
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|::1)$/

const TRANSACTION_PORT = 6543
const LOCAL_PORTS = { database: 54322, pooler: 54329 }

/**
 * The Supabase endpoint an address belongs to, or null for any other server. Host and port shapes as in Supabase's
 * page "Connect to your database".
 */
export function recognizeEndpoint({ host, port, user }: AddressParts): SupabaseEndpoint | null {
  const name = host.toLowerCase()
  const projectRef = DIRECT_HOST.exec(name)?.[1]
  if (projectRef) {
    const kind = port === TRANSACTION_PORT ? 'dedicatedPooler' : 'direct'
    return { kind, isHosted: true, projectRef }
  }
  if (POOLER_HOST.test(name)) {
    const kind = port === TRANSACTION_PORT ? 'transactionPooler' : 'sessionPooler'
    return { kind, isHosted: true, projectRef: POOLER_USER.exec(user)?.[1] ?? null }
  }
  return LOOPBACK.test(name) ? localEndpoint(port) : null
}

function localEndpoint(port: number): SupabaseEndpoint | null {
  if (port === LOCAL_PORTS.database) return { kind: 'local', isHosted: false, projectRef: null }
  if (port === LOCAL_PORTS.pooler) return { kind: 'transactionPooler', isHosted: false, projectRef: null }
  return null
}

/** Whether each transaction through this endpoint may get another session. */
export function isTransactionPooler(endpoint: SupabaseEndpoint | null): boolean {
  return endpoint?.kind === 'transactionPooler' || endpoint?.kind === 'dedicatedPooler'
}

const LABELS: Record<EndpointKind, string> = {
  direct: 'direct',
  dedicatedPooler: 'dedicated pooler (transaction mode)',
  sessionPooler: 'session pooler',
  transactionPooler: 'transaction pooler',
  local: 'local Supabase',
}

/** The words for the way to a server, such as `session pooler`; `direct` for a server that is not Supabase's. */
export function describeEndpoint(endpoint: SupabaseEndpoint | null): string {
  return LABELS[endpoint?.kind ?? 'direct']
}
