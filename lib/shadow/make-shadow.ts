import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { startCluster } from '../embedded/start-cluster'
import type { EmbeddedMajor } from '../embedded/versions'
import { sweepShadows } from './sweep-shadows'

/** A throwaway database of our own embedded server; only `makeShadow` makes one, so it can never be somebody's. */
export interface Shadow {
  readonly client: pg.Client
  readonly url: string
  /** Drops the database and lets go of the server. Calling it again does nothing. */
  drop(): Promise<void>
}

/**
 * Makes an empty shadow on the embedded server that keeps its data in `folder`, starting it when it is not running.
 * What an earlier process left there is swept. Throws AppError `E-EMBEDDED-…` when no server can be started.
 */
export async function makeShadow(folder: string, major: EmbeddedMajor = 18): Promise<Shadow> {
  const cluster = await startCluster({ major, dataDir: folder, durable: false })
  const name = `lockstep_shadow_${process.pid}_${randomBytes(4).toString('hex')}`
  const server = new pg.Client({ connectionString: cluster.url() })
  server.on('error', () => {})
  await server.connect()
  await sweepShadows(server)
  await server.query(`create database ${name} template template0`)
  const url = cluster.url(name)
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  let isDropped = false
  const drop = async () => {
    if (isDropped) return
    isDropped = true
    try {
      await client.end().catch(() => {})
      await server.query(`drop database if exists ${name} with (force)`)
      await server.end()
    } finally {
      await cluster.stop()
    }
  }
  return { client, url, drop }
}
