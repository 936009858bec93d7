import { once } from 'node:events'
import net from 'node:net'
import { freePort } from '../embedded/free-port'
import { type Losses, lossyLine } from './lossy-line'

/**
 * What the proxy does to a connection once the server has sent so many bytes through it:
 * - `pass`: nothing;
 * - `rst`: ends it with a reset, as a server that is killed or a firewall does;
 * - `fin`: ends it in good order, as a server that closes does;
 * - `halfopen`: carries nothing any more and never ends it, as a network that is gone does;
 * - `drip`: carries on with a few bytes at a time, as a very slow network does;
 * - `stall`: carries nothing for a while, once, and then goes on as if nothing had been;
 * - `lossy`: delays everything in both directions from the start, and a part of it as long as a lost packet takes.
 */
export type Fault =
  | { readonly kind: 'pass' }
  | { readonly kind: 'rst' | 'fin' | 'halfopen'; readonly afterBytes: number }
  | { readonly kind: 'drip'; readonly afterBytes: number; readonly bytes: number; readonly everyMs: number }
  | { readonly kind: 'stall'; readonly afterBytes: number; readonly ms: number }
  | ({ readonly kind: 'lossy' } & Losses)

export interface TcpProxy {
  readonly port: number
  /** A URL of the server as it reads through the proxy. */
  url(direct: string): string
  /** Sets the fault of all connections from now on, those that are open too. */
  setFault(fault: Fault): void
  /** Connections that clients hold open at this moment. */
  connections(): number
  /** Connections that clients have made so far. */
  accepted(): number
  /** Bytes of the server that were carried to clients so far. */
  carried(): number
  close(): Promise<void>
}

/** Starts a proxy on 127.0.0.1 in front of the server of a URL. */
export async function startTcpProxy(direct: string, initial: Fault = { kind: 'pass' }): Promise<TcpProxy> {
  const target = new URL(direct)
  const clients = new Set<net.Socket>()
  let fault = initial
  let accepted = 0
  let carried = 0
  const server = net.createServer({ allowHalfOpen: true }, (client) => {
    accepted += 1
    clients.add(client)
    client.on('close', () => clients.delete(client))
    const upstream = net.connect(Number(target.port), target.hostname)
    carry(
      client,
      upstream,
      () => fault,
      (bytes) => {
        carried += bytes
      },
    )
  })
  const port = await freePort()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    port,
    url: (url) => Object.assign(new URL(url), { port: String(port) }).href,
    setFault: (next) => {
      fault = next
    },
    connections: () => clients.size,
    accepted: () => accepted,
    carried: () => carried,
    close: async () => {
      server.close()
      for (const client of clients) client.destroy()
      await once(server, 'close')
    },
  }
}

function carry(
  client: net.Socket,
  server: net.Socket,
  faultNow: () => Fault,
  count: (bytes: number) => void,
): void {
  let sent = 0
  let hasStalled = false
  const lines = { down: lossyLine(pass), up: lossyLine((chunk) => server.write(chunk)) }
  const isDead = () => {
    const fault = faultNow()
    return fault.kind === 'halfopen' && sent >= fault.afterBytes
  }
  server.on('data', (chunk) => {
    const fault = faultNow()
    if (fault.kind === 'lossy') return lines.down(chunk, fault)
    if (fault.kind === 'pass' || (fault.kind === 'stall' && hasStalled)) return pass(chunk)
    const healthy = chunk.subarray(0, Math.max(0, fault.afterBytes - sent))
    if (healthy.length > 0) pass(healthy)
    if (sent >= fault.afterBytes) breakOff(fault, chunk.subarray(healthy.length))
  })
  client.on('data', (chunk) => {
    const fault = faultNow()
    if (fault.kind === 'lossy') lines.up(chunk, fault)
    else if (!isDead()) server.write(chunk)
  })
  client.on('end', () => {
    // While nothing is carried from the server, its answer to the end would not be either.
    if (server.isPaused() || isDead()) client.destroy()
    else server.end()
  })
  // Not its end: a server that resets the connection has none.
  server.on('close', () => {
    if (!isDead()) client.end()
  })
  client.on('close', () => server.destroy())
  for (const socket of [client, server]) socket.on('error', () => socket.destroy())

  function pass(chunk: Buffer) {
    sent += chunk.length
    count(chunk.length)
    client.write(chunk)
  }

  function breakOff(fault: Exclude<Fault, { kind: 'pass' | 'lossy' }>, rest: Buffer) {
    server.pause()
    if (fault.kind === 'rst') reset(client)
    if (fault.kind === 'fin') client.end()
    if (fault.kind === 'drip') drip(rest, fault)
    if (fault.kind === 'stall') stall(rest, fault)
  }

  function stall(rest: Buffer, { ms }: { ms: number }) {
    hasStalled = true
    setTimeout(() => {
      if (client.destroyed) return
      pass(rest)
      server.resume()
    }, ms)
  }

  function drip(rest: Buffer, { bytes, everyMs }: { bytes: number; everyMs: number }) {
    let at = 0
    const timer = setInterval(() => {
      pass(rest.subarray(at, at + bytes))
      at += bytes
      if (at < rest.length && !client.destroyed) return
      clearInterval(timer)
      server.resume()
    }, everyMs)
  }
}

/**
 * Resets a socket once the peer has had time to read what was sent: a peer that learns of both at once sees
 * an end in good order. For the same reason Node must not announce the end first, as it would.
 */
function reset(socket: net.Socket): void {
  socket._final = (done) => done()
  setTimeout(() => socket.resetAndDestroy(), 20)
}
