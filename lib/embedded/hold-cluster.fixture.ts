import { startCluster } from './start-cluster'

/** A process of its own that uses a cluster: prints its URL, then does what it reads: `stop`, or `exit` without. */
const cluster = await startCluster(JSON.parse(process.argv[2] ?? '{}'))
process.stdout.write(`${cluster.url()}\n`)
process.stdin.on('data', async (word) => {
  if (String(word).startsWith('stop')) await cluster.stop()
  process.exit()
})
