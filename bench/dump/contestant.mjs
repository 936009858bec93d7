/**
 * Runs one dump, or reads one back, in this process, and prints how long its event loop was kept busy at most, in
 * milliseconds. The address of the database comes by a variable.
 *   node bench/dump/contestant.mjs MODULE dump WHAT BUILD MAJOR FILE
 *   node bench/dump/contestant.mjs MODULE read FILE
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'

const [module, action, ...args] = process.argv.slice(2)
const { dump, readBack } = await import(pathToFileURL(module).href)
const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
if (action === 'read') await readBack(args[0])
else {
  const [what, build, major, file] = args
  await dump(process.env.BENCH_URL, what, build, Number(major), file)
}
delay.disable()
console.log(JSON.stringify({ p99: delay.percentile(99) / 1e6, most: delay.max / 1e6 }))
