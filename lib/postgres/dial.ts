import { type LookupAddress, lookup } from 'node:dns'
import { isIP, type LookupFunction, type Socket } from 'node:net'
import { isBlockedAddress } from './blocked-addresses'
import type { ConnectionTarget } from './connection-address'
import { blockedHost } from './connection-url'
import { reusingSocket } from './received'
import { untilAborted } from './time-limit'

/** How long one of several addresses of a host may take before the next is tried as well. */
const NEXT_ADDRESS_AFTER_MS = 1500
const KEEP_ALIVE_AFTER_MS = 10_000

/**
 * The IP addresses of a target's host, as the operating system resolves it.
 * @throws the resolver's error, or AppError `E-URL-BLOCKED` when one of them must not be contacted.
 */
export async function resolveHost(target: ConnectionTarget, signal: AbortSignal): Promise<LookupAddress[]> {
  const { host } = target.address
  const found = isIP(host) ? [{ address: host, family: isIP(host) }] : await lookUp(host, signal)
  const blocked = found.find(({ address }) => isBlockedAddress(address))
  if (blocked) throw blockedHost(target.name, blocked.address)
  return found
}

function lookUp(host: string, signal: AbortSignal): Promise<LookupAddress[]> {
  return untilAborted(signal, (resolve, reject) => {
    lookup(host, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)))
    return () => undefined
  })
}

/** A TCP connection to the first of the addresses that answers. Only these are contacted: no name is resolved again. */
export function openSocket(
  target: ConnectionTarget,
  addresses: readonly LookupAddress[],
  signal: AbortSignal,
): Promise<Socket> {
  const socket = reusingSocket()
  // An error after the caller gave up has nobody else to be told to.
  socket.on('error', () => undefined)
  const opened = untilAborted<Socket>(signal, (resolve, reject) => {
    socket.once('connect', () => resolve(socket)).once('error', reject)
    socket.connect({
      host: target.address.host,
      port: target.address.port,
      lookup: fixedLookup(addresses),
      autoSelectFamily: addresses.length > 1,
      autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_AFTER_MS,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_AFTER_MS,
      noDelay: true,
    })
    return () => socket.removeListener('error', reject)
  })
  return opened.catch((error: unknown) => {
    socket.destroy()
    throw error
  })
}

function fixedLookup(addresses: readonly LookupAddress[]): LookupFunction {
  return (_host, { all }, done) => {
    const [first] = addresses
    if (all) done(null, [...addresses])
    else done(null, first?.address ?? '', first?.family)
  }
}
