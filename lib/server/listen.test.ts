import { createServer, type Server } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { AppError } from '../objects/app-error'
import { listenOnFreePort } from './listen'

const servers: Server[] = []

afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

function make(): { server: Server } {
  const server = createServer()
  servers.push(server)
  return { server }
}

test('a taken port moves the server to the next one', async () => {
  const first = await listenOnFreePort(21_000, make)
  const second = await listenOnFreePort(first.port, make)
  expect(second.port).toBeGreaterThan(first.port)
  expect(second.made.server.address()).toMatchObject({ address: '127.0.0.1', port: second.port })
})

test('port 0 stands for any', async () => {
  const { port, made } = await listenOnFreePort(0, make)
  expect(port).toBeGreaterThan(0)
  expect(made.server.address()).toMatchObject({ port })
})

test('the server is made for the port it gets', async () => {
  const asked: number[] = []
  const { port } = await listenOnFreePort(22_000, (candidate) => {
    asked.push(candidate)
    return make()
  })
  expect(asked.at(-1)).toBe(port)
})

test('no free port is an error that says what to do', async () => {
  const { port } = await listenOnFreePort(65_535, make)
  const failure = await listenOnFreePort(port, make).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(AppError)
  expect(failure).toMatchObject({
    code: 'E-PORT',
    detail: 'EADDRINUSE',
    hint: expect.stringContaining('--port'),
  })
})
