import type { Client } from 'pg'

/** Our use of a server that shadows are made on. */
export interface ShadowServer {
  /** Connects to one of its databases; to the one to make others from when none is named. */
  open(database?: string): Promise<Client>
  /** Of a server of ours for files that nobody has looked at: who runs them, and is not the role of `open`. */
  readonly owner?: { readonly password: string; open(database: string): Promise<Client> }
  /** Whether what shadows begin with is built once and kept there. */
  readonly keepsTemplates: boolean
  /** Ends our use of it. */
  stop(): Promise<void>
}
