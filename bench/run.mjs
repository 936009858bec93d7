/**
 * Measures Lockstep beside raw catalog reads and its peers, and writes docs/benchmarks.md.
 *   node bench/run.mjs [--tables 100,1000,10000] [--majors 15,18] [--peers pg-delta,supabase|none] [--runs 3] [--profile]
 * Needs Linux, whose /proc tells CPU and memory of processes. Databases are built once and kept in .cache/bench;
 * a pair of 10,000 tables takes some minutes and 2 GB of disk. Nothing else may use those servers meanwhile.
 */

import { buildDatabases } from './build-databases.mjs'
import { measureContestants } from './measure-contestants.mjs'
import { measureInProcess } from './measure-in-process.mjs'
import { measureRecall } from './measure-recall.mjs'
import { readOptions } from './options.mjs'
import { profileKinds } from './profile-kinds.mjs'
import { writeReport } from './report/write-report.mjs'
import { saveResults } from './results.mjs'
import { startServer } from './server.mjs'

const options = readOptions(process.argv.slice(2))
for (const major of options.majors) {
  const server = await startServer(major)
  try {
    for (const tables of options.tables) {
      console.error(`Postgres ${server.version}, ${tables} tables`)
      const databases = await buildDatabases(server, tables)
      saveResults(server, tables, {
        recall: await measureRecall(databases, tables, major),
        contestants: await measureContestants(server, databases, options),
        inProcess: await measureInProcess(server, databases, tables),
        ...(options.profile ? { profile: await profileKinds(databases.base, major) } : {}),
      })
    }
  } finally {
    await server.stop()
  }
}
writeReport()
