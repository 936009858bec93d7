import type { Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Keeps the number of open connections at `max`: when one more arrives, the one that has been waiting
 * longest without a whole request is dropped. So connections that send slowly or nothing cannot keep the
 * owner out, whose browser sends its request at once. `isAnswering` says whether an answer is under way.
 */
export function limitConnections(server: Server, max: number): { isAnswering(socket: unknown): boolean } {
  const waiting = new Set<Socket>()
  const answering = new Map<Socket, number>()

  server.on('connection', (socket: Socket) => {
    waiting.add(socket)
    socket.once('close', () => {
      waiting.delete(socket)
      answering.delete(socket)
    })
    if (waiting.size + answering.size > max) oldest(waiting)?.destroy()
  })

  server.on('request', ({ socket }: { socket: Socket }, response: ServerResponse) => {
    waiting.delete(socket)
    answering.set(socket, (answering.get(socket) ?? 0) + 1)
    response.once('close', () => finishOne(socket))
  })

  function finishOne(socket: Socket): void {
    const left = (answering.get(socket) ?? 1) - 1
    if (left > 0) return void answering.set(socket, left)
    answering.delete(socket)
    if (!socket.destroyed) waiting.add(socket)
  }

  return { isAnswering: (socket) => answering.has(socket as Socket) }
}

function oldest(sockets: Set<Socket>): Socket | undefined {
  return sockets.values().next().value
}
