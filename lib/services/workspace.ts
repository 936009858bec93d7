import type { Configuration, Environment } from '../config/configuration'
import { loadConfig } from '../config/load-config'
import { KINDS } from '../kinds/all'
import { findFolders } from '../migrations/find-folders'
import { FolderCache } from '../migrations/folder-cache'
import type { Forecast } from '../migrations/trail/forecast'
import type { Grid } from '../objects/grid'
import type { Snapshot } from '../objects/snapshot'
import { describeAddress, isSameAddress } from '../postgres/connection-address'
import type { SchemaSelection } from '../postgres/schema-selection'
import { type EnvironmentHistory, environmentHistory } from './environment-history'
import { explainGrid } from './explain-pair'
import { forecastOf } from './forecast'
import { gridOf } from './grid-answer'
import { KeptDrafts } from './kept-drafts'
import { BoardCache, type MigrationsBoard } from './migrations-board'
import { Monitor } from './monitor'
import type { GridView, PlacedGrid } from './placed-grid'
import type { Project, WorkspacePlace } from './project'
import { replayPlaces } from './replay-columns'
import { createSlots } from './slots'
import type { Trail } from './trail'
import { TrailKeeper } from './trail-keeper'
import { unknownEnvironment } from './unknown-environment'

interface KnownGrids {
  readonly snapshots: readonly Snapshot[]
  readonly trail: Trail | null
  readonly by: Map<number, Promise<Grid>>
}

/** The grid of now, and one of what will be. */
const GRIDS_KEPT = 2

/** Servers may limit connections, and they may all be one server. */
const CHECKS_AT_A_TIME = 6

/** How long a configuration is used before its files are looked at again, in milliseconds. */
const CONFIG_FRESH_MS = 2_000

/** The configured environments with what is known of each, and the grid over them. */
export class Workspace implements Project {
  private configuration: { readonly loaded: Configuration; readonly at: number } | null = null
  private readonly inSlot = createSlots(CHECKS_AT_A_TIME)
  private readonly monitors = new Map<string, Monitor>()
  private readonly listeners = new Set<() => void>()
  private readonly folders = new FolderCache()
  private readonly boards = new BoardCache()
  /** What the migrations build, once it was asked for. */
  readonly trails = new TrailKeeper(this, () => this.notify())
  /** Migrations that were written and proven, and that nobody has saved yet. */
  readonly drafts = new KeptDrafts()
  /** Of the snapshots that were lined up last, by the place of the reference. */
  private grids: readonly KnownGrids[] = []
  private isClosed = false

  constructor(readonly place: WorkspacePlace) {}

  /** The configuration as it stands in its files now. */
  async config(): Promise<Configuration> {
    const now = performance.now()
    if (this.configuration && now - this.configuration.at < CONFIG_FRESH_MS) return this.configuration.loaded
    const { directory, variables } = this.place
    const loaded = await loadConfig({ directory, environmentVariables: { ...process.env, ...variables } })
    this.configuration = { loaded, at: now }
    await this.closeStale(loaded)
    return loaded
  }

  /** The monitor of an environment; an environment whose address was changed gets a new one. */
  async monitor(name: string): Promise<Monitor> {
    const config = await this.config()
    const { schemas } = config
    const environment = config.environments.find((each) => each.name === name)
    if (!environment) throw unknownEnvironment(name, config)
    const known = this.monitors.get(name)
    if (known && isSameConnection(known.environment, environment) && isSame(known.schemas, schemas))
      return known
    const monitor = new Monitor(
      environment,
      KINDS,
      schemas,
      this.inSlot,
      () => this.notify(),
      this.historyOf(environment),
    )
    // Before anything is awaited: whoever asks meanwhile shares it.
    this.monitors.set(name, monitor)
    await known?.close()
    if (this.isClosed) await monitor.close()
    return monitor
  }

  /** Begins to check what was never checked, so that a page that is opened has something to wait for. */
  async beginFirstChecks(): Promise<void> {
    for (const monitor of await this.allMonitors()) {
      await monitor.recall()
      if (!monitor.hasBegun) void monitor.check({ isUrgent: false })
    }
  }

  /** All monitors, in the order of the configuration. */
  async allMonitors(): Promise<Monitor[]> {
    const { environments } = await this.config()
    return Promise.all(environments.map(({ name }) => this.monitor(name)))
  }

  /**
   * The grid over the environments whose last check succeeded, or null when the reference is not among them. What the
   * migration files build stands behind them, once they were replayed.
   */
  async grid(reference: string, { forecast, claims = false }: GridView = {}): Promise<PlacedGrid> {
    const monitors = await this.allMonitors()
    const isRead = (monitor: Monitor) => monitor.reading.snapshot !== null && monitor.reading.error === null
    const read = monitors.filter(isRead)
    const trail = this.trails.current
    const deploy = forecastIn(read, forecast, trail)
    const snapshots = read.map(({ environment, reading }) =>
      environment.name === forecast && deploy ? deploy.snapshot : (reading.snapshot as Snapshot),
    )
    const referencePlace = read.findIndex(({ environment }) => environment.name === reference)
    const places = monitors.map((monitor) => (isRead(monitor) ? read.indexOf(monitor) : null))
    const names = monitors.map(({ environment }) => environment.name)
    const replays = replayPlaces(this.trails, names, claims).map((replay) => ({
      ...replay,
      place: replay.snapshot && snapshots.push(replay.snapshot) - 1,
    }))
    const columns = { places, replays, forecast: deploy }
    if (referencePlace < 0) return { grid: null, ...columns }
    return { grid: await this.gridOver(snapshots, referencePlace, trail), ...columns }
  }

  /** Migration files as they are now, and the records of the environments as of their last checks, in one table. */
  async migrations(): Promise<MigrationsBoard> {
    const [{ migrations, namesMigrations }, monitors] = [await this.config(), await this.allMonitors()]
    const found = namesMigrations ? [] : await findFolders(this.place.directory, migrations)
    return this.boards.get(monitors, await this.folders.read([...migrations, ...found]))
  }

  /** Calls back whenever a reading changed; returns what ends that. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Ends a replay and the checks that run, and lets go of all connections; nothing is checked any more. */
  async close(): Promise<void> {
    this.isClosed = true
    this.trails.cancel()
    await Promise.all([...this.monitors.values()].map((monitor) => monitor.close()))
  }

  private gridOver(snapshots: readonly Snapshot[], reference: number, trail: Trail | null): Promise<Grid> {
    const isOver = (grids: KnownGrids) =>
      grids.trail === trail &&
      grids.snapshots.length === snapshots.length &&
      grids.snapshots.every((snapshot, i) => snapshot === snapshots[i])
    const grids = this.grids.find(isOver) ?? { snapshots, trail, by: new Map<number, Promise<Grid>>() }
    this.grids = [grids, ...this.grids.filter((other) => other !== grids)].slice(0, GRIDS_KEPT)
    const grid =
      grids.by.get(reference) ?? gridOf(snapshots, reference).then((made) => explainGrid(made, trail))
    grids.by.set(reference, grid)
    return grid
  }

  private historyOf({ name, connection }: Environment): EnvironmentHistory | null {
    if (!this.place.keepsHistory || connection.state === 'unusable') return null
    return environmentHistory(this.place.directory, name, describeAddress(connection.target.address))
  }

  private async closeStale({ environments }: Configuration): Promise<void> {
    for (const [name, monitor] of this.monitors) {
      if (environments.some((environment) => environment.name === name)) continue
      this.monitors.delete(name)
      await monitor.close()
    }
  }

  private notify(): void {
    for (const listener of this.listeners) listener()
  }
}

function forecastIn(
  read: readonly Monitor[],
  name: string | undefined,
  trail: Trail | null,
): Forecast | null {
  const snapshot = read.find(({ environment }) => environment.name === name)?.reading.snapshot
  return snapshot && trail ? forecastOf(snapshot, trail) : null
}

function isSame<T extends SchemaSelection | Environment>(known: T, now: T): boolean {
  return JSON.stringify(known) === JSON.stringify(now)
}

/** Whether what was read over one, or why nothing can be, still tells about the other. */
function isSameConnection(known: Environment, now: Environment): boolean {
  const [before, after] = [known.connection, now.connection]
  if (before.state === 'unusable' || after.state === 'unusable') return isSame(known, now)
  return (
    before.target.revision === after.target.revision &&
    isSameAddress(before.target.address, after.target.address) &&
    known.isReference === now.isReference
  )
}
