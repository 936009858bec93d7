import { readFile } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { isIP } from 'node:net'
import { type ConnectionOptions, connect as connectTls, type TLSSocket } from 'node:tls'
import type { ConnectionAddress, ConnectionTarget } from './connection-address'
import { describeStranger, readBytes, readRefusal } from './first-answer'
import { CLOSED, NOT_POSTGRES } from './network-errors'
import { errorOf } from './postgres-error'
import { untilAborted } from './time-limit'
import { BAD_CA_FILE, NO_TLS } from './tls-errors'

/** How a connection is protected. */
export interface Encryption {
  /** Such as `TLSv1.3`. */
  readonly protocol: string
  /** Whether the certificate was checked: not at all, its authority, or also its name. */
  readonly verified: 'nothing' | 'authority' | 'host'
}

/** A socket on which Postgres's own protocol can begin. */
export interface SecuredSocket {
  readonly socket: Socket | TLSSocket
  /** Null when the traffic is in clear text. */
  readonly encryption: Encryption | null
}

/** https://www.postgresql.org/docs/current/protocol-message-formats.html, SSLRequest */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f])
const LARGEST_CA_FILE = 1 << 20

/**
 * Agrees with the server on TLS as the address's sslmode demands, like libpq.
 * @throws PostgresError where something else than Postgres answers, where TLS is demanded and not offered, or where
 * the CA file cannot be used; else the errors of Node's TLS.
 */
export async function encrypt(
  target: ConnectionTarget,
  socket: Socket,
  signal: AbortSignal,
): Promise<SecuredSocket> {
  const { sslMode } = target.address
  if (sslMode === 'disable') return { socket, encryption: null }
  const ca = await readAuthorities(target)
  socket.write(SSL_REQUEST)
  const bytes = await readBytes(socket, signal)
  // More than one byte means that somebody slipped plain text in front of the encrypted part, or no Postgres.
  const answer = bytes.toString('latin1')
  if (answer === 'S') return upgrade(target, socket, ca, signal)
  if (answer === 'N' && sslMode === 'prefer') return { socket, encryption: null }
  if (answer === 'N') throw errorOf(NO_TLS, { target, stage: 'encrypt' })
  if (answer === '') throw errorOf(CLOSED, { target, stage: 'encrypt' })
  throw (
    (await readRefusal(bytes, target, socket, signal)) ??
    errorOf(NOT_POSTGRES, { target, stage: 'encrypt' }, describeStranger(bytes))
  )
}

async function upgrade(
  target: ConnectionTarget,
  socket: Socket,
  ca: string | undefined,
  signal: AbortSignal,
): Promise<SecuredSocket> {
  const { address } = target
  const secured = await untilAborted<TLSSocket>(signal, (resolve, reject) => {
    const tls = connectTls({ socket, ca, ALPNProtocols: ['postgresql'], ...verification(address) })
    tls.on('error', () => undefined)
    const onClose = () => reject(errorOf(CLOSED, { target, stage: 'encrypt' }))
    tls
      .once('secureConnect', () => resolve(tls))
      .once('error', reject)
      .once('close', onClose)
    return () => tls.off('error', reject).off('close', onClose)
  })
  return {
    socket: secured,
    encryption: { protocol: secured.getProtocol() ?? 'TLS', verified: verifiedBy(address) },
  }
}

function verification({ host, sslMode }: ConnectionAddress): ConnectionOptions {
  const name = isIP(host) ? { host } : { host, servername: host }
  // Said outright, since NODE_TLS_REJECT_UNAUTHORIZED could turn the checks off otherwise.
  if (sslMode === 'verify-full') return { ...name, rejectUnauthorized: true }
  if (sslMode === 'verify-ca')
    return { ...name, rejectUnauthorized: true, checkServerIdentity: () => undefined }
  return { ...name, rejectUnauthorized: false }
}

function verifiedBy({ sslMode }: ConnectionAddress): Encryption['verified'] {
  if (sslMode === 'verify-full') return 'host'
  return sslMode === 'verify-ca' ? 'authority' : 'nothing'
}

/** The certificates of `sslrootcert`, or undefined to trust those that Node carries. */
async function readAuthorities(target: ConnectionTarget): Promise<string | undefined> {
  const { sslRootCert } = target.address
  if (sslRootCert === null || sslRootCert === 'system') return undefined
  const text = await readFile(sslRootCert, 'latin1').catch((error: NodeJS.ErrnoException) => {
    throw errorOf(BAD_CA_FILE, { target, stage: 'encrypt' }, `${sslRootCert}: ${error.code}`)
  })
  if (text.length > LARGEST_CA_FILE || !text.includes('-----BEGIN CERTIFICATE-----')) {
    throw errorOf(BAD_CA_FILE, { target, stage: 'encrypt' }, `${sslRootCert} holds no PEM certificate`)
  }
  return text
}
