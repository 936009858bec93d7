'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { requestJson } from '@/lib/client/request'
import type { ProjectSettings } from '@/lib/store/settings-file'
import { ErrorState } from '../states/error-state'
import { describePageError } from '../states/page-error'
import { Select } from '../ui/select'

const INTERVALS = [1, 5, 15, 30, 60, 240]

/** How often the environments are checked by themselves; it holds for everybody who uses this dashboard. */
export function CheckInterval() {
  const client = useQueryClient()
  const settings = useQuery({
    queryKey: ['schedule'],
    queryFn: ({ signal }) => requestJson<ProjectSettings>('/api/schedule', { signal }),
  })
  const change = useMutation({
    mutationFn: (checkEveryMinutes: number | null) =>
      requestJson<ProjectSettings>('/api/schedule', { method: 'POST', body: { checkEveryMinutes } }),
    onSuccess: (saved) => client.setQueryData(['schedule'], saved),
  })
  if (!settings.data) {
    if (!settings.error) return <p className="py-3 text-muted">Asking how often checks are made…</p>
    return <ErrorState error={describePageError(settings.error)} onRetry={() => settings.refetch()} />
  }
  const current = settings.data.checkEveryMinutes
  const choices = [...new Set([...INTERVALS, ...(current === null ? [] : [current])])].sort((a, b) => a - b)
  return (
    <div className="space-y-3 py-3">
      <Select
        label="Check all environments"
        value={current === null ? null : String(current)}
        none="Only when asked to"
        choices={choices.map((minutes) => ({ value: String(minutes), label: intervalInWords(minutes) }))}
        onChange={(value) => change.mutate(value === null ? null : Number(value))}
      />
      <p className="max-w-[72ch] text-muted text-sm">
        While Lockstep runs. A check of an environment in which nothing changed costs its server a few
        milliseconds.
      </p>
      {change.error && <ErrorState error={describePageError(change.error)} />}
    </div>
  )
}

function intervalInWords(minutes: number): string {
  if (minutes === 1) return 'Every minute'
  if (minutes % 60 !== 0) return `Every ${minutes} minutes`
  return minutes === 60 ? 'Every hour' : `Every ${minutes / 60} hours`
}
