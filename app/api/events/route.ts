import { sharedWorkspace } from '@/lib/services/shared-workspace'

/** Proxies and browsers end a stream that is silent for long, in milliseconds. */
const HEARTBEAT_MS = 15_000

/** Tells that something changed; what, the pages ask for themselves. */
export function GET(request: Request): Response {
  const encoder = new TextEncoder()
  let end = () => {}
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      let id = 0
      const send = (text: string) => controller.enqueue(encoder.encode(text))
      const unsubscribe = sharedWorkspace().subscribe(() => send(`id: ${++id}\nevent: changed\ndata: {}\n\n`))
      const heartbeat = setInterval(() => send(': awake\n\n'), HEARTBEAT_MS)
      end = () => {
        unsubscribe()
        clearInterval(heartbeat)
      }
      request.signal.addEventListener('abort', () => {
        end()
        controller.close()
      })
      send(': open\n\n')
    },
    cancel: () => end(),
  })
  return new Response(stream, { headers: { 'Content-Type': 'text/event-stream' } })
}
