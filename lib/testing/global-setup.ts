import fs from 'node:fs'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { type Cluster, removeCluster, startCluster } from '../embedded/start-cluster'
import type { PostgresLabel } from '../embedded/versions'
import { clusterFolders, makeClusterFolder } from './cluster-folder'
import { removeUnusedClusters } from './remove-unused-clusters'
import { majors, QUIET, serverLabels } from './servers'

/** Logical decoding for publications, room for schemas of thousands of tables, little write-ahead log. */
const settings = {
  wal_level: 'logical',
  max_locks_per_transaction: '512',
  max_connections: '200',
  max_wal_size: '256MB',
  min_wal_size: '32MB',
  autovacuum: 'off',
  track_counts: 'on',
  jit: 'off',
}

/** Starts one throwaway server per label before the database tests, and removes them afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  for (const folder of clusterFolders) await removeUnusedClusters(folder)
  const run = path.join(makeClusterFolder(), `run-${process.pid}`)
  fs.mkdirSync(run, { recursive: true, mode: 0o711 })
  const [first] = majors() as [PostgresLabel]
  const servers = [...serverLabels().map((label) => [String(label), label] as const), [QUIET, first] as const]
  const clusters = await Promise.all(servers.map(([name, label]) => startTestServer(run, name, label)))
  const urls = servers.map(([name], i) => [name, clusters[i]?.url()])
  project.provide('servers', Object.fromEntries(urls))
  return async () => {
    await Promise.all(clusters.map((cluster) => removeCluster(cluster.dataDir)))
    fs.rmSync(run, { recursive: true, force: true })
  }
}

function startTestServer(run: string, name: string, label: PostgresLabel): Promise<Cluster> {
  return startCluster({ major: label, dataDir: path.join(run, name), durable: false, settings })
}
