import type { StreamMessage } from './event-stream-parser'
import { readEvents } from './read-events'
import { type SessionState, sessionState, setSessionState, subscribeToSession } from './session'

/**
 * Something that happened on the server. `reconnected` is our own: events may have been missed, so whatever
 * is shown should be asked for again.
 */
export interface ServerEvent {
  readonly type: string
  /** What the server sent with it, read as JSON; null when it sent none. */
  readonly data: unknown
}

type ChannelMessage =
  | { readonly kind: 'event'; readonly event: ServerEvent }
  | { readonly kind: 'session'; readonly state: SessionState }

/** The name of the lock and of the channel; the tabs of one address share them. */
const NAME = 'lockstep-events'

const listeners = new Set<(event: ServerEvent) => void>()
let stop: (() => void) | null = null

/**
 * Calls `listener` for every event of the server, and gives what ends that. However many tabs are open, one
 * of them holds the connection and tells the others: browsers allow six connections to a host, and a seventh
 * tab with its own would hang.
 */
export function subscribeToEvents(listener: (event: ServerEvent) => void): () => void {
  listeners.add(listener)
  stop ??= follow()
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    stop?.()
    stop = null
  }
}

function notify(event: ServerEvent): void {
  for (const listener of listeners) listener(event)
}

function follow(): () => void {
  const ending = new AbortController()
  const channel = new BroadcastChannel(NAME)
  channel.onmessage = ({ data }: MessageEvent<ChannelMessage>) => {
    if (data.kind === 'event') notify(data.event)
    else setSessionState(data.state)
  }
  void holdConnection(channel, ending.signal)
  return () => {
    ending.abort()
    channel.close()
  }
}

/** Waits until no other tab holds the connection, then holds it until `signal` aborts. */
async function holdConnection(channel: BroadcastChannel, signal: AbortSignal): Promise<void> {
  const isFree = await navigator.locks.request(NAME, { ifAvailable: true }, async (lock) => {
    if (lock === null) return false
    await leadTabs(channel, signal, { hasMissedEvents: false })
    return true
  })
  if (isFree || signal.aborted) return
  await navigator.locks
    .request(NAME, { signal }, () => leadTabs(channel, signal, { hasMissedEvents: true }))
    .catch(() => undefined)
}

async function leadTabs(
  channel: BroadcastChannel,
  signal: AbortSignal,
  { hasMissedEvents }: { hasMissedEvents: boolean },
): Promise<void> {
  const tell = (message: ChannelMessage) => {
    if (!signal.aborted) channel.postMessage(message)
  }
  const emit = (event: ServerEvent) => {
    notify(event)
    tell({ kind: 'event', event })
  }
  let isReconnecting = hasMissedEvents
  const endSession = subscribeToSession(() => tell({ kind: 'session', state: sessionState() }))
  await readEvents({
    signal,
    onOpen: () => {
      if (isReconnecting) emit({ type: 'reconnected', data: null })
      isReconnecting = true
    },
    onMessage: (message) => emit({ type: message.type, data: readData(message) }),
  })
  endSession()
}

function readData({ data }: StreamMessage): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return null
  }
}
