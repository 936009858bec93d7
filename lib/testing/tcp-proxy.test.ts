import { once } from 'node:events'
import net from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Fault, startTcpProxy, type TcpProxy } from './tcp-proxy'

let server: net.Server
let proxy: TcpProxy

beforeEach(async () => {
  server = net.createServer((socket) => {
    socket.on('data', () => socket.write('0123456789'))
    socket.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  proxy = await startTcpProxy(`postgres://127.0.0.1:${(server.address() as net.AddressInfo).port}/x`)
})

afterEach(async () => {
  await proxy.close()
  server.close()
})

/** Asks once and listens for 150 ms. */
async function ask(fault: Fault): Promise<{ received: string; ended: string; afterMs: number }> {
  proxy.setFault(fault)
  const client = net.connect(proxy.port, '127.0.0.1')
  const began = Date.now()
  const seen = { received: '', ended: 'open', afterMs: 0 }
  client.on('data', (chunk) => {
    seen.received += chunk
    seen.afterMs = Date.now() - began
  })
  client.on('end', () => {
    seen.ended = 'fin'
  })
  client.on('error', (error: NodeJS.ErrnoException) => {
    seen.ended = error.code ?? 'error'
  })
  client.write('x')
  await sleep(150)
  client.destroy()
  return seen
}

it('passes everything on', async () => {
  expect(await ask({ kind: 'pass' })).toMatchObject({ received: '0123456789', ended: 'open' })
})

it('resets after so many bytes', async () => {
  const { received, ended } = await ask({ kind: 'rst', afterBytes: 4 })
  expect(ended).toBe('ECONNRESET')
  expect('0123'.startsWith(received)).toBe(true)
})

it('ends in good order after so many bytes', async () => {
  expect(await ask({ kind: 'fin', afterBytes: 4 })).toMatchObject({ received: '0123', ended: 'fin' })
})

it('falls silent after so many bytes and stays open', async () => {
  expect(await ask({ kind: 'halfopen', afterBytes: 4 })).toMatchObject({ received: '0123', ended: 'open' })
})

it('drips from so many bytes on', async () => {
  const { received, afterMs } = await ask({ kind: 'drip', afterBytes: 4, bytes: 2, everyMs: 20 })
  expect(received).toBe('0123456789')
  expect(afterMs).toBeGreaterThanOrEqual(55)
})

it('stalls once after so many bytes and then goes on', async () => {
  const { received, afterMs } = await ask({ kind: 'stall', afterBytes: 4, ms: 60 })
  expect(received).toBe('0123456789')
  expect(afterMs).toBeGreaterThanOrEqual(55)
})

it('delays both directions, and what is lost by as long as it takes to send it again', async () => {
  const slow = { kind: 'lossy', delayMs: 20, resendMs: 60 } as const
  const late = await ask({ ...slow, lossPercent: 0 })
  expect(late.received).toBe('0123456789')
  expect(late.afterMs).toBeGreaterThanOrEqual(38)
  expect((await ask({ ...slow, delayMs: 0, lossPercent: 100 })).afterMs).toBeGreaterThanOrEqual(115)
})

it('counts the connections and rewrites an address', async () => {
  const client = net.connect(proxy.port, '127.0.0.1')
  await once(client, 'connect')
  await sleep(20)
  expect(proxy.connections()).toBe(1)
  client.destroy()
  await sleep(20)
  expect(proxy.connections()).toBe(0)
  expect([proxy.accepted(), proxy.carried()]).toEqual([1, 0])
  expect(proxy.url('postgres://u:p@127.0.0.1:1/x')).toBe(`postgres://u:p@127.0.0.1:${proxy.port}/x`)
})
