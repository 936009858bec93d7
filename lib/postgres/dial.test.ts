import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { named, rejection } from './connect.fixture'
import { openSocket, resolveHost } from './dial'
import { translateError } from './errors'

const never = new AbortController().signal
const both = [
  { address: '::1', family: 6 },
  { address: '127.0.0.1', family: 4 },
]

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

describe('openSocket', () => {
  it('uses the address that answers', async () => {
    const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    const socket = await openSocket(named('prod', `postgres://u@localhost:${port}/d`), both, never)
    expect(socket.remoteAddress).toBe('127.0.0.1')
    socket.destroy()
  })

  it('says what each address answered when none does', async () => {
    const target = named('prod', `postgres://u@localhost:${await closedPort()}/d`)
    const error = translateError(await rejection(openSocket(target, both, never)), { target, stage: 'reach' })
    expect(error).toMatchObject({
      code: 'E-NET-REFUSED',
      detail: expect.stringMatching(/::1.*; .*127\.0\.0\.1/),
    })
  })
})

describe('resolveHost', () => {
  it('does not ask for what is an address already', async () => {
    expect(await resolveHost(named('prod', 'postgres://u@[::1]/d'), never)).toEqual([
      { address: '::1', family: 6 },
    ])
  })

  it('gives up when aborted', async () => {
    const signal = AbortSignal.abort(new Error('enough'))
    expect(await rejection(resolveHost(named('prod', 'postgres://u@nx.invalid/d'), signal))).toMatchObject({
      message: 'enough',
    })
  })
})
