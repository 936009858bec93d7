/** The middle of some numbers; of an even count, the mean of the two in the middle. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** The medians of what several runs cost; `cpu` is that of the sums of client and server. */
export function medians(costs) {
  const of = (pick) => median(costs.map(pick))
  return {
    runs: costs.length,
    cpu: of((cost) => cost.clientCpu + cost.serverCpu),
    clientCpu: of((cost) => cost.clientCpu),
    serverCpu: of((cost) => cost.serverCpu),
    wall: of((cost) => cost.wall),
    memory: of((cost) => cost.memory),
  }
}
