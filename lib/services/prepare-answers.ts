import { setImmediate } from 'node:timers/promises'
import { makeSearchable } from '../kinds/find-dependents'
import { explainPair } from './explain-pair'
import { indexComparison } from './index-comparison'
import { inTurns } from './turns'
import type { Workspace } from './workspace'

/**
 * Makes what pages ask for first, the grid, the comparisons with the reference and what an object's page searches, as soon
 * as the last check that runs has ended, so that whoever opens a page need not wait for it. @returns what ends that
 */
export function prepareAnswers(workspace: Workspace): () => void {
  let isPreparing = false
  return workspace.subscribe(() => {
    if (isPreparing) return
    isPreparing = true
    // A failure is told to whoever asks for the same.
    void prepare(workspace)
      .catch(() => undefined)
      .finally(() => {
        isPreparing = false
      })
  })
}

async function prepare(workspace: Workspace): Promise<void> {
  await setImmediate()
  const monitors = await workspace.allMonitors()
  const reference = monitors.find(({ environment }) => environment.isReference)
  if (!reference || monitors.some(({ reading }) => reading.isChecking)) return
  const { grid } = await workspace.grid(reference.environment.name)
  for (const [place, snapshot] of grid?.snapshots.entries() ?? []) {
    const source = grid?.snapshots[grid.reference]
    if (!source || place === grid?.reference) continue
    await setImmediate()
    indexComparison(await explainPair(source, snapshot, workspace.trails.current))
  }
  for (const snapshot of grid?.snapshots ?? []) await inTurns(makeSearchable(snapshot))
}
