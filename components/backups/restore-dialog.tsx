'use client'

import { useState } from 'react'
import { describePageError } from '@/components/states/page-error'
import type { DumpAnswer } from '@/lib/services/list-dumps'
import { ErrorState } from '../states/error-state'
import { Status } from '../status/status'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { SafeName } from '../ui/safe-name'
import { Select } from '../ui/select'
import { RestorePlanView } from './restore-plan'
import { RestoreRunView } from './restore-run'
import { useDumps } from './use-dumps'
import { useRestoreAction, useRestorePlan } from './use-restore'

interface RestoreDialogProps {
  readonly dump: DumpAnswer
  readonly onClose: () => void
}

/** Replaces what an environment holds by a dump: where, what that would do, the typed name, and how it ended. */
export function RestoreDialog({ dump, onClose }: RestoreDialogProps) {
  const plan = useRestorePlan(dump.id)
  const restore = useRestoreAction()
  const key = restore.data?.key
  return (
    <Dialog title={`Restore a dump of ${dump.environment}`} onClose={onClose}>
      <div className="space-y-4 p-4">
        {key ? (
          <RestoreRunView runKey={key} onClose={onClose} />
        ) : plan.data ? (
          <RestorePlanView
            plan={plan.data}
            isBusy={restore.isPending}
            onBack={() => plan.reset()}
            onRestore={(name) => restore.mutate({ action: 'restore', key: plan.data.key, name })}
          />
        ) : (
          <ChooseTarget source={dump.environment} isBusy={plan.isPending} onChoose={plan.mutate} />
        )}
        {plan.isPending && <Status status="running" label="Looking at what would be replaced…" />}
        {plan.error && <ErrorState error={describePageError(plan.error)} />}
        {restore.error && <ErrorState error={describePageError(restore.error)} />}
      </div>
    </Dialog>
  )
}

interface ChooseTargetProps {
  readonly source: string
  readonly isBusy: boolean
  readonly onChoose: (environment: string) => void
}

function ChooseTarget({ source, isBusy, onChoose }: ChooseTargetProps) {
  const { data, error, refetch } = useDumps()
  const [chosen, setChosen] = useState<string | null>(null)
  if (!data) {
    if (!error) return <Status status="running" label="Asking what may be replaced…" />
    return <ErrorState error={describePageError(error)} onRetry={() => refetch()} />
  }
  const possible = data.environments.filter(
    ({ name, isProtected, isRestorable }) => !isProtected && (isRestorable || name.toLowerCase() === 'local'),
  )
  const into = chosen ?? possible[0]?.name ?? null
  if (!into) {
    return (
      <p>
        No environment may be replaced. A dump is restored only into one that is named <code>local</code>, or
        that has <code>"restorable": true</code> in <code>lockstep.config.json</code>, and never into one that
        is protected.
      </p>
    )
  }
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        onChoose(into)
      }}
    >
      <p>
        All that the environment holds in these schemas is replaced by what <SafeName name={source} /> held. A
        dump of it is made first, and nothing is changed before you have seen what would be.
      </p>
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label="Into"
          value={into}
          choices={possible.map(({ name }) => ({ value: name, label: name }))}
          onChange={setChosen}
        />
        <Button type="submit" look="primary" disabled={isBusy}>
          See what would be replaced
        </Button>
      </div>
    </form>
  )
}
