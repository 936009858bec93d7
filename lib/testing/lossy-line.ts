/** How a network is slow, in one direction. */
export interface Losses {
  readonly delayMs: number
  /** How many packets in a hundred arrive only when they are sent again. */
  readonly lossPercent: number
  /** How much later those come; all that was sent after them waits for them, as TCP keeps the order. */
  readonly resendMs: number
}

/** Takes bytes and hands them on late. */
type Line = (bytes: Buffer, losses: Losses) => void

const PACKET_BYTES = 1400

/** One direction of a slow network: what arrives at `write`, and when. The same packets are lost each time. */
export function lossyLine(write: (packet: Buffer) => void): Line {
  const queue: { readonly packet: Buffer; readonly at: number }[] = []
  let count = 0
  let arrivesAt = 0
  const deliver = () => {
    const now = performance.now()
    while (queue[0] && queue[0].at <= now) write((queue.shift() as { packet: Buffer }).packet)
    if (queue[0]) setTimeout(deliver, queue[0].at - now)
  }
  return (bytes, { delayMs, lossPercent, resendMs }) => {
    const isWaiting = queue.length > 0
    for (let start = 0; start < bytes.length; start += PACKET_BYTES) {
      const packet = bytes.subarray(start, start + PACKET_BYTES)
      arrivesAt = Math.max(
        arrivesAt,
        performance.now() + delayMs + (isLost(count++, lossPercent) ? resendMs : 0),
      )
      queue.push({ packet, at: arrivesAt })
    }
    if (!isWaiting && queue[0]) setTimeout(deliver, queue[0].at - performance.now())
  }
}

/** Spread evenly and without chance, so that a test that fails does so again. */
function isLost(count: number, percent: number): boolean {
  return Math.floor(((count + 1) * percent) / 100) > Math.floor((count * percent) / 100)
}
