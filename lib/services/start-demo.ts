import fs from 'node:fs'
import path from 'node:path'
import { buildDemo, type DemoServer } from '../demo/build'
import { demoEnvironments } from '../demo/environments'
import { demoProjectDir } from '../demo/files'
import { withFolderLock } from '../embedded/folder-lock'
import { installRoot } from '../embedded/install-root'
import { type Cluster, startCluster } from '../embedded/start-cluster'
import { execTexts } from '../shadow/exec-texts'
import type { WorkspacePlace } from './project'

export interface RunningDemo {
  readonly place: WorkspacePlace
  /** Ends our use of the demo's server; the last user out stops it. */
  stop(): Promise<void>
}

/**
 * Starts the embedded server with the demo's four databases, building them when they are not there or out of date,
 * and makes the project folder that names them.
 */
export async function startDemo(options: {
  readonly isFresh: boolean
  readonly onProgress: (text: string) => void
}): Promise<RunningDemo> {
  const home = path.join(installRoot(), '.lockstep', 'demo')
  options.onProgress('Starting the embedded Postgres …')
  const cluster = await startCluster({ major: 18, dataDir: path.join(home, 'postgres'), durable: false })
  try {
    const server: DemoServer = { url: (database) => cluster.url(database), exec: execTexts }
    // Two starts at once must not build the same databases, nor write the same folder.
    const { urls, wasBuilt, directory } = await withFolderLock(home, async () => ({
      ...(await buildDemo(server, { isFresh: options.isFresh })),
      directory: projectFolder(home, options),
    }))
    if (wasBuilt) options.onProgress('Built the four databases of the demo.')
    const variables = Object.fromEntries(demoEnvironments.map(({ name }) => [variableOf(name), urls[name]]))
    return { place: { directory, variables, replays: true }, stop: () => cluster.stop() }
  } catch (error) {
    await stopQuietly(cluster)
    throw error
  }
}

function variableOf(environment: string): string {
  return `DEMO_${environment.toUpperCase()}_DATABASE_URL`
}

/** What somebody made with the demo, and finds again at the next start. */
const KEPT = ['data', 'src', path.join('.lockstep', 'dumps')]

/** A copy of the demo's project with a configuration, as a team would have it, and the dumps that were made of it. */
function projectFolder(home: string, { isFresh }: { readonly isFresh: boolean }): string {
  const folder = path.join(home, 'project')
  if (isFresh) fs.rmSync(folder, { recursive: true, force: true })
  removeBut(folder, KEPT)
  fs.cpSync(demoProjectDir(), folder, { recursive: true })
  const environments = demoEnvironments.map(({ name }) => ({
    name,
    url: { env: variableOf(name) },
    ...(name === 'prod' ? { reference: true } : {}),
  }))
  fs.writeFileSync(
    path.join(folder, 'lockstep.config.json'),
    `${JSON.stringify({ environments }, null, 2)}\n`,
  )
  return folder
}

/** Empties a folder of all but what lies at these paths in it. */
function removeBut(folder: string, kept: readonly string[]): void {
  const names = fs.existsSync(folder) ? fs.readdirSync(folder) : []
  for (const name of names.filter((each) => !kept.includes(each))) {
    const within = kept.flatMap((each) =>
      each.startsWith(name + path.sep) ? [path.relative(name, each)] : [],
    )
    if (within.length > 0) removeBut(path.join(folder, name), within)
    else fs.rmSync(path.join(folder, name), { recursive: true })
  }
}

async function stopQuietly(cluster: Cluster): Promise<void> {
  await cluster.stop().catch(() => undefined)
}
