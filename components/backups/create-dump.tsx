'use client'

import { useEffect, useEffectEvent, useId, useState } from 'react'
import { describePageError } from '@/components/states/page-error'
import type { DumpsInBrief } from '@/lib/services/dumps-in-brief'
import { ErrorState } from '../states/error-state'
import { Button } from '../ui/button'
import { Panel } from '../ui/panel'
import { Segmented } from '../ui/segmented'
import { Select } from '../ui/select'
import { type BackupsState, dumpForm, type SetBackupsState } from './backups-state'
import { DumpOptionsFields } from './dump-options'
import { WHAT, whatWord } from './dump-words'
import { PreflightReport } from './preflight-report'
import { useDumpAction, usePreflight } from './use-dumps'

interface CreateDumpProps {
  readonly answer: DumpsInBrief
  readonly state: BackupsState
  readonly onChange: SetBackupsState
}

/** What to dump, from where, whether it can be done, where it goes, and the button that does it. */
export function CreateDump({ answer, state, onChange }: CreateDumpProps) {
  const form = dumpForm(state, answer.environments)
  const preflight = usePreflight(form)
  const action = useDumpAction()
  const reportId = useId()
  // What is shown may still be of what was chosen before.
  const isKnown = preflight.data !== undefined && !preflight.isPlaceholderData && !preflight.error
  const canStart = isKnown && preflight.data.canStart && !action.isPending
  const isLooking = !isKnown && preflight.isFetching
  const ask = useAnswered({
    question: JSON.stringify(form),
    isAnswered: !isLooking,
    onAnswer: () => canStart && action.mutate({ action: 'start', ...form }),
  })
  return (
    <Panel title="Create a dump">
      <div className="space-y-4">
        <div className="flex flex-wrap items-end gap-3">
          <Select
            label="From"
            value={form.environment}
            choices={answer.environments.map(({ name }) => ({ value: name, label: name }))}
            onChange={(from) => onChange({ from })}
          />
          <Segmented label="What" value={form.what} choices={WHAT} onChange={(what) => onChange({ what })} />
          <Button
            isOnce
            look="primary"
            disabled={!canStart && !isLooking}
            aria-describedby={reportId}
            onClick={ask}
          >
            {form.what === 'all' ? 'Dump all' : `Dump ${whatWord(form.what).toLowerCase()}`}
          </Button>
        </div>
        <p className="text-muted text-sm">
          {WHAT.find(({ value }) => value === form.what)?.meaning}. Nothing is written to {form.environment}.
        </p>
        <DumpOptionsFields what={form.what} state={state} onChange={onChange} />
        <div id={reportId} aria-live="polite">
          {preflight.error && !preflight.isPlaceholderData ? (
            <ErrorState error={describePageError(preflight.error)} onRetry={() => preflight.refetch()} />
          ) : (
            <PreflightReport answer={isKnown ? preflight.data : null} environment={form.environment} />
          )}
        </div>
        {action.error && <ErrorState error={describePageError(action.error)} />}
      </div>
    </Panel>
  )
}

interface AnsweredOptions {
  readonly question: string
  readonly isAnswered: boolean
  readonly onAnswer: () => void
}

/**
 * Gives what to call when somebody wants what a question asks for. It is done once the question is answered, so that a
 * click that comes before that counts too; another question in the meantime takes it back.
 */
function useAnswered({ question, isAnswered, onAnswer }: AnsweredOptions): () => void {
  const [wanted, setWanted] = useState<string | null>(null)
  const handleAnswer = useEffectEvent(() => {
    setWanted(null)
    if (wanted === question) onAnswer()
  })
  useEffect(() => {
    if (wanted !== null && isAnswered) handleAnswer()
  }, [wanted, isAnswered])
  return () => setWanted(question)
}
