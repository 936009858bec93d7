import { EVENTS_PATH } from '../server/wire'
import { createStreamParser, type StreamMessage } from './event-stream-parser'
import { requestResponse } from './request'

/** Servers send a comment at least every 15 s, so a silent stream is a dead one. */
const SILENCE_MS = 45_000
const FIRST_RETRY_MS = 500
const LAST_RETRY_MS = 10_000

interface ReadEventsOptions {
  readonly onOpen: () => void
  readonly onMessage: (message: StreamMessage) => void
  readonly signal: AbortSignal
}

/**
 * Follows the server's events until aborted, connecting again after each end. Uses fetch rather than
 * EventSource, which can neither send the key nor tell why it was refused.
 */
export async function readEvents({ onOpen, onMessage, signal }: ReadEventsOptions): Promise<void> {
  let lastEventId = ''
  let retryMs = FIRST_RETRY_MS
  while (!signal.aborted) {
    const silence = createSilenceTimer(signal)
    try {
      const response = await openStream(lastEventId, silence.signal)
      retryMs = FIRST_RETRY_MS
      onOpen()
      await readMessages(response, silence.restart, (message) => {
        lastEventId = message.id
        onMessage(message)
      })
    } catch {
      // Whoever looks at the session's state sees why; here there is only trying again.
    } finally {
      silence.stop()
    }
    await pause(retryMs, signal)
    retryMs = Math.min(retryMs * 2, LAST_RETRY_MS)
  }
}

function openStream(lastEventId: string, signal: AbortSignal): Promise<Response> {
  const resume: Record<string, string> = lastEventId === '' ? {} : { 'Last-Event-ID': lastEventId }
  return requestResponse(EVENTS_PATH, { signal, headers: { Accept: 'text/event-stream', ...resume } })
}

async function readMessages(
  response: Response,
  onBytes: () => void,
  onMessage: (message: StreamMessage) => void,
): Promise<void> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const parser = createStreamParser(onMessage)
  while (reader) {
    const { done, value } = await reader.read()
    if (done) return
    onBytes()
    parser.push(value)
  }
}

/** A signal that aborts with `outer` or once nothing restarted it for the longest allowed silence. */
function createSilenceTimer(outer: AbortSignal) {
  const silent = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const restart = () => {
    clearTimeout(timer)
    timer = setTimeout(() => silent.abort(), SILENCE_MS)
  }
  restart()
  return { signal: AbortSignal.any([outer, silent.signal]), restart, stop: () => clearTimeout(timer) }
}

function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      resolve()
    }
    const timer = setTimeout(finish, durationMs)
    if (signal.aborted) finish()
    else signal.addEventListener('abort', finish)
  })
}
