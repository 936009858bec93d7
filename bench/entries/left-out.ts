import { KINDS } from '../../lib/kinds/all'
import { environmentFacts, liveFactsOf } from '../../lib/migrations/lint/facts'
import { lintFiles, namesAsked, readPending } from '../../lib/migrations/lint/lint-files'
import type { ReplayStep } from '../../lib/migrations/replay-step'
import { withConnection } from '../../lib/postgres/connect'
import type { ConnectionTarget } from '../../lib/postgres/connection-address'
import { targetFromUrl } from '../../lib/postgres/connection-url'
import { readDeployFacts } from '../../lib/postgres/deploy-facts'
import { readSnapshot } from '../../lib/postgres/read-snapshot'
import type { Shadow } from '../../lib/shadow/make-shadow'
import { statementParser } from '../../lib/sql/parse-statement'

export { makeLimitedShadow, replay, stepsOf, supabasePrepared } from './real-migrations'

/** Rules that say where a deploy fails, but for what a replay does otherwise: it stands in for extensions. */
const FAILS = new Set([
  'does-not-parse',
  'exists-already',
  'policy-not-dropped',
  'not-there',
  'foreign-key-before-table',
  'required-column',
  'still-needed',
])

/** The first of these files of which lint says that it fails in a shadow, by its place, and what it says; null for none. */
export async function foretold(
  shadow: Shadow,
  tool: string,
  steps: readonly ReplayStep[],
): Promise<{ readonly place: number; readonly words: string } | null> {
  const files = steps.map(({ id, path, text }) => ({
    ...{ path, migration: id, tool, text },
    problem: null,
    alsoPendingIn: [],
  }))
  const scripts = await readPending(files, await statementParser())
  const kinds = KINDS.filter(({ scope }) => scope === undefined)
  const { snapshot } = await readSnapshot(shadow.client, { name: 'bench', origin: 'url', kinds })
  const facts = await withConnection(targetOf(shadow), {}, (connection) =>
    readDeployFacts(connection, namesAsked(scripts)),
  )
  const linted = await lintFiles(
    files,
    scripts,
    environmentFacts('bench', snapshot, liveFactsOf(facts)),
    null,
  )
  const found = linted.flatMap(({ path, findings }) =>
    findings
      .filter(({ rule, severity }) => FAILS.has(rule) && severity === 'high')
      .map(({ message }) => ({ place: steps.findIndex((step) => step.path === path), words: message })),
  )
  return found.sort((a, b) => a.place - b.place)[0] ?? null
}

function targetOf({ client }: Shadow): ConnectionTarget {
  const { user, password, host, port, database } = client
  const url = `postgres://${user}:${encodeURIComponent(password ?? '')}@${host}:${port}/${database}`
  return targetFromUrl(url)
}
