'use client'

import { useMutation } from '@tanstack/react-query'
import { describePageError } from '@/components/states/page-error'
import { requestJson } from '@/lib/client/request'
import type { DoctorReport } from '@/lib/postgres/doctor'
import { ErrorState } from '../states/error-state'
import { Button } from '../ui/button'
import { SafeText } from '../ui/safe-name'

/** Examines the way to an environment in seven steps, when somebody asks. */
export function Doctor({ environment }: { readonly environment: string }) {
  const doctor = useMutation({
    mutationFn: () => requestJson<DoctorReport>('/api/doctor', { method: 'POST', body: { environment } }),
  })
  return (
    <section aria-label={`Connection doctor of ${environment}`}>
      <Button onClick={() => doctor.mutate()} disabled={doctor.isPending}>
        {doctor.isPending ? 'Examining…' : doctor.data ? 'Examine again' : 'Examine the connection'}
      </Button>
      <div aria-live="polite" className="mt-3 empty:hidden">
        {doctor.error && <ErrorState error={describePageError(doctor.error)} />}
        {doctor.data && <Steps report={doctor.data} />}
      </div>
    </section>
  )
}

const LOOKS = {
  ok: { mark: '✓', word: 'fine', tone: 'text-ok' },
  warning: { mark: '!', word: 'warning', tone: 'text-changed' },
  failed: { mark: '✕', word: 'failed', tone: 'text-missing' },
  notReached: { mark: '–', word: 'not reached', tone: 'text-muted' },
} as const

function Steps({ report }: { readonly report: DoctorReport }) {
  return (
    <ol className="space-y-1.5 text-sm">
      {report.steps.map(({ name, state, text, code, fix, detail }, i) => {
        const { mark, word, tone } = LOOKS[state]
        return (
          <li key={name} className="flex gap-2">
            <span className={`w-4 shrink-0 text-center font-semibold ${tone}`} aria-hidden="true">
              {mark}
            </span>
            <div className={state === 'notReached' ? 'text-muted' : ''}>
              <span className="sr-only">{word}: </span>
              <span className="font-medium">
                {i + 1} {name}:
              </span>{' '}
              <SafeText text={text} />
              {code && <span className="ml-1 font-mono text-muted text-xs">{code}</span>}
              {detail && (
                <p className="wrap-anywhere text-muted">
                  <SafeText text={detail} />
                </p>
              )}
              {fix && (
                <p className="wrap-anywhere">
                  <SafeText text={fix} />
                </p>
              )}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
