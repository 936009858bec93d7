'use client'

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ApiPath, requestJson, requestResponse } from '@/lib/client/request'
import type { RetentionRule } from '@/lib/config/dump-settings'
import type { DumpOptions, DumpWhat } from '@/lib/dumps/dump-record'
import type { DumpsInBrief } from '@/lib/services/dumps-in-brief'
import type { Preflight } from '@/lib/services/preflight-dump'
import type { DumpDetail } from '@/lib/services/read-dump'

/** Everything about the dumps of the project; asked for again with every change that the server tells of. */
export function useDumps() {
  return useQuery({
    queryKey: ['dumps'],
    queryFn: ({ signal }) => requestJson<DumpsInBrief>('/api/dumps', { signal }),
  })
}

/** What somebody is about to ask for. */
export interface DumpForm {
  readonly environment: string
  readonly what: DumpWhat
  readonly options: Pick<DumpOptions, 'format' | 'isCompressed' | 'skipsUnreadable' | 'testsRestore'> & {
    readonly tables: readonly string[]
    readonly excludeTables: readonly string[]
  }
}

/** Whether a dump could be made now, what it would read and where it would go. */
export function usePreflight({ environment, what, options }: DumpForm) {
  const { format, isCompressed, skipsUnreadable, tables, excludeTables } = options
  const query = new URLSearchParams({
    environment,
    what,
    format,
    isCompressed: String(isCompressed),
    skipsUnreadable: String(skipsUnreadable),
    ...(tables.length > 0 ? { tables: tables.join('\n') } : {}),
    ...(excludeTables.length > 0 ? { excludeTables: excludeTables.join('\n') } : {}),
  })
  return useQuery({
    queryKey: ['preflight', query.toString()],
    queryFn: ({ signal }) => requestJson<Preflight>(`/api/dumps/preflight?${query}`, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    meta: { failuresToldByAsker: 'always' },
  })
}

/** One dump with its log; what of the log is known already is not asked for again. */
export function useDump(id: string) {
  const client = useQueryClient()
  const queryKey = ['dumps', 'one', id]
  return useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const known = client.getQueryData<DumpDetail>(queryKey)
      const after = known ? known.log.after + known.log.lines.length : 0
      const next = await requestJson<DumpDetail>(
        `/api/dumps/one?id=${encodeURIComponent(id)}&after=${after}`,
        {
          signal,
        },
      )
      if (!known || next.log.after !== after) return next
      return {
        ...next,
        log: { ...next.log, after: known.log.after, lines: [...known.log.lines, ...next.log.lines] },
      }
    },
  })
}

/** What can be done about dumps; `start` begins one. */
export type DumpAction =
  | ({ readonly action: 'start' } & DumpForm)
  | { readonly action: 'cancel' | 'delete' | 'pin' | 'unpin' | 'verify' | 'restoreTest'; readonly id: string }
  | {
      readonly action: 'schedule'
      readonly id?: string
      readonly environment: string
      readonly what: DumpWhat
      readonly cron: string
      readonly isOn: boolean
    }
  | { readonly action: 'removeSchedule'; readonly id: string }
  | { readonly action: 'retention'; readonly retention: RetentionRule }

/** The list as it is after something was done, and the id of a dump that was begun. */
type ActionAnswer = DumpsInBrief & { readonly started: string | null }

/** Does something about dumps, and shows the list as it is then. */
export function useDumpAction() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (action: DumpAction) =>
      requestJson<ActionAnswer>('/api/dumps', { method: 'POST', body: bodyOf(action) }),
    onSuccess: (answer) => client.setQueryData<DumpsInBrief>(['dumps'], answer),
    onSettled: () => client.invalidateQueries({ queryKey: ['dumps', 'one'] }),
  })
}

function bodyOf(action: DumpAction): unknown {
  if (action.action !== 'start') return action
  const { tables, excludeTables, ...options } = action.options
  const selection = {
    schemas: null,
    tables: tables.length > 0 ? tables : null,
    excludeSchemas: [],
    excludeTables,
  }
  return { ...action, options: { ...options, selection } }
}

/** Saves a file of a dump through the browser. Throws AppError. */
export async function downloadDumpFile(path: ApiPath, name: string): Promise<void> {
  const response = await requestResponse(path)
  const address = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has begun to save by then; earlier, some have not.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
