import { onDumpsChanged } from '@/lib/services/dump-work'
import { sharedWorkspace } from '@/lib/services/shared-workspace'

/** Proxies and browsers end a stream that is silent for long, in milliseconds. */
const HEARTBEAT_MS = 15_000

/** A dump that runs changes all the time; that it did is told once in so long, in milliseconds. */
const DUMPS_MS = 250

const HEADERS = { 'Content-Type': 'text/event-stream' }

/** Tells that something changed; what, the pages ask for themselves. */
export function GET(request: Request): Response {
  // Of a page that has gone meanwhile nothing would end the stream: what was aborted before is not told again.
  if (request.signal.aborted) return new Response(null, { headers: HEADERS })
  const encoder = new TextEncoder()
  let end = () => {}
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      let id = 0
      const send = (text: string) => controller.enqueue(encoder.encode(text))
      const tell = (event: string) => send(`id: ${++id}\nevent: ${event}\ndata: {}\n\n`)
      const unsubscribe = sharedWorkspace().subscribe(() => tell('changed'))
      const dumps = atMostEvery(DUMPS_MS, () => tell('dumps'))
      const unsubscribeDumps = onDumpsChanged(dumps.call)
      const heartbeat = setInterval(() => send(': awake\n\n'), HEARTBEAT_MS)
      end = () => {
        unsubscribe()
        unsubscribeDumps()
        dumps.stop()
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
  return new Response(stream, { headers: HEADERS })
}

/** Next would begin a stream for it that nobody reads and nothing ends. */
export function HEAD(): Response {
  return new Response(null, { headers: HEADERS })
}

/** Calls at once, and then once more at the end of the time for all calls in between. */
function atMostEvery(ms: number, work: () => void): { readonly call: () => void; readonly stop: () => void } {
  let timer: NodeJS.Timeout | null = null
  let isAsked = false
  const call = () => {
    isAsked = true
    if (timer) return
    isAsked = false
    work()
    timer = setTimeout(() => {
      timer = null
      if (isAsked) call()
    }, ms)
  }
  return { call, stop: () => timer && clearTimeout(timer) }
}
