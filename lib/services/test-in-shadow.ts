import type { RestoreTest } from '../dumps/dump-record'
import { compareRestored } from '../dumps/restore/compare-restored'
import { fillViews } from '../dumps/restore/fill-views'
import { type LoadWatch, loadParts } from '../dumps/restore/load-parts'
import { proveRows } from '../dumps/restore/prove-rows'
import type { RefusedStatement } from '../dumps/restore/refused-statement'
import { whatItMeans } from '../dumps/restore/restore-failed'
import { holdsRows } from '../dumps/restore/restore-parts'
import { testSession } from '../dumps/restore/test-session'
import { KINDS } from '../kinds/all'
import { readSnapshot } from '../postgres/read-snapshot'
import type { Shadow } from '../shadow/make-shadow'
import { leftOut } from './left-out'
import type { RestoreSource } from './restore-source'

/** What a restore test does now. */
export interface RestorePhase {
  readonly name: 'check' | 'restore' | 'rows' | 'compare'
  /** The table or file that it is at. */
  readonly at: string | null
}

/** Whoever waits for a test. */
export interface TestWatch {
  readonly signal?: AbortSignal
  readonly onPhase?: (phase: RestorePhase) => void
}

/** What a test found out, whatever that comes to. */
export interface FoundInShadow extends Omit<RestoreTest, 'state' | 'testedAt' | 'tookMs' | 'error'> {
  /** Whether something that the dump holds was not tested. */
  readonly isPartial: boolean
}

/**
 * Restores a dump into a shadow and compares.
 * @throws AppError E-RESTORE-FAILED, E-RESTORE-REFUSED, E-DUMP-DAMAGED.
 */
export async function testInShadow(
  shadow: Shadow,
  source: RestoreSource,
  { onSupabase, watch }: { onSupabase: boolean; watch: TestWatch },
): Promise<FoundInShadow> {
  const { record, parts, snapshot } = source
  const { client } = shadow
  const hasRows = holdsRows(parts)
  const { rows } = await client.query(
    `select current_setting('server_version_num')::integer / 10000 as major`,
  )
  const session = await testSession(shadow, rows[0].major, onSupabase)
  const loaded = await loadParts(session, parts, watchOf(watch, 'restore'))
  const rowsFile = parts.rows[0]?.file ?? parts.scripts.at(-1)
  if (hasRows && rowsFile) await fillViews(session, snapshot, rowsFile)
  const proven = await proveRows(
    client,
    loaded,
    hasRows ? (record?.tables ?? null) : null,
    watchOf(watch, 'rows'),
  )
  watch.onPhase?.({ name: 'compare', at: null })
  const { refused } = session
  const compared = snapshot
    ? await compareRestored(snapshot, await readRestored(shadow), {
        isSupabase: onSupabase,
        holdsRows: hasRows,
        refused,
      })
    : null
  const untested = [...(compared?.notTested ?? [NO_SNAPSHOT]), ...proven.notTested, ...sayRefused(refused)]
  return {
    serverVersion: '',
    objects: compared?.objects ?? 0,
    differences: compared?.differences ?? [],
    tables: proven.tables,
    rows: proven.rows,
    rowDifferences: proven.differences,
    notTested: [...untested, ...(compared?.hidden ?? []), ...source.notes, ...leftOut(source, onSupabase)],
    isPartial: untested.length > 0,
  }
}

const NO_SNAPSHOT =
  'No snapshot was kept with this dump, so its objects were made and not compared with those that were dumped.'

function watchOf({ signal, onPhase }: TestWatch, name: RestorePhase['name']): LoadWatch {
  return { signal, onTable: (at) => onPhase?.({ name, at }) }
}

async function readRestored({ client }: Shadow) {
  await client.query('reset session authorization; reset role; reset all')
  const { snapshot } = await readSnapshot(client, { name: 'restored', origin: 'sql', kinds: KINDS })
  return snapshot
}

/** What could not run, together where one reason is behind it. */
function sayRefused(refused: readonly RefusedStatement[]): string[] {
  const rows = refused.filter(({ table }) => table !== null)
  const groups = new Map<string, RefusedStatement[]>()
  for (const each of refused.filter(({ table }) => table === null)) {
    const key = `${each.file.name} ${whatItMeans(each)}`
    groups.set(key, [...(groups.get(key) ?? []), each])
  }
  return [
    ...rows.map(
      (each) =>
        `The rows of ${each.table?.schema}.${each.table?.name}: ${each.message}. ${whatItMeans(each)}`,
    ),
    ...[...groups.values()].map((group) => sayGroup(group[0] as RefusedStatement, group)),
  ]
}

function sayGroup(first: RefusedStatement, group: readonly RefusedStatement[]): string {
  const lines = [...new Set(group.map(({ line }) => line))]
  const where = `${first.file.name}, ${lines.length === 1 ? 'line' : 'lines'} ${lines.slice(0, MOST_LINES).join(', ')}${lines.length > MOST_LINES ? ', …' : ''}`
  const many = group.length === 1 ? 'A statement' : `${group.length} statements`
  return `${many} could not run here (${where}). ${whatItMeans(first)} The first says: ${first.message}`
}

const MOST_LINES = 10
