'use client'

import { type FormEvent, useState } from 'react'
import { describePageError } from '@/components/states/page-error'
import type { RetentionRule } from '@/lib/config/dump-settings'
import { ErrorState } from '../states/error-state'
import { Button } from '../ui/button'
import { Panel } from '../ui/panel'
import { TextField } from '../ui/text-field'
import { useDumpAction } from './use-dumps'

/** Which dumps are deleted by themselves. */
export function RetentionPanel({ retention }: { readonly retention: RetentionRule }) {
  const action = useDumpAction()
  const [keep, setKeep] = useState(String(retention.keep ?? ''))
  const [days, setDays] = useState(String(retention.days ?? ''))
  const isChanged = numberIn(keep) !== retention.keep || numberIn(days) !== retention.days
  return (
    <Panel title="What is kept">
      <form
        className="space-y-4"
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          action.mutate({ action: 'retention', retention: { keep: numberIn(keep), days: numberIn(days) } })
        }}
      >
        <p className="max-w-[80ch] text-muted">
          Older dumps are deleted by themselves, with their folders. Never the last verified one of an
          environment and kind, and never one that is pinned. Without a number nothing is deleted.
        </p>
        <div className="flex flex-wrap items-end gap-3">
          <NumberField label="Newest of each environment and kind" value={keep} onChange={setKeep} />
          <NumberField label="Days" value={days} onChange={setDays} />
          <Button type="submit" disabled={!isChanged || action.isPending}>
            Keep these
          </Button>
        </div>
        {action.error && <ErrorState error={describePageError(action.error)} />}
      </form>
    </Panel>
  )
}

interface NumberFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

function NumberField(props: NumberFieldProps) {
  return (
    <TextField
      {...props}
      type="number"
      min={1}
      max={10_000}
      placeholder="all"
      className="w-28 tabular-nums"
    />
  )
}

function numberIn(text: string): number | null {
  return text.trim() === '' ? null : Number(text)
}
