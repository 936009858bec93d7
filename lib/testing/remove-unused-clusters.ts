import fs from 'node:fs'
import path from 'node:path'
import { processStart } from '../embedded/process-start.mjs'
import { removeCluster } from '../embedded/start-cluster'

/**
 * Removes throwaway clusters that killed test runs left behind.
 * @param base folder with one folder per run, named `run-PID`, that holds the run's clusters.
 */
export async function removeUnusedClusters(base: string): Promise<void> {
  for (const run of subFolders(base)) {
    if (processStart(Number(path.basename(run).replace('run-', ''))) !== null) continue
    for (const dir of subFolders(run)) await removeCluster(dir)
    fs.rmSync(run, { recursive: true, force: true })
  }
}

function subFolders(dir: string): string[] {
  if (!fs.existsSync(dir)) return []
  return fs
    .readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.join(dir, entry.name))
}
