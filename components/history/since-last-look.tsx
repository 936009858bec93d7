'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { requestJson } from '@/lib/client/request'
import type { ChangesAnswer } from '@/lib/services/read-changes'
import { announce } from '../ui/announcer'
import { Button } from '../ui/button'
import { Age } from '../ui/time'
import { ChangeLine } from './change-line'
import { rememberLook, useLastLook } from './last-look'

/** What changed in any environment since somebody at this browser last looked, until they say they have seen it. */
export function SinceLastLook() {
  const since = useLastLook()
  const changes = useQuery({
    queryKey: ['changes', since],
    queryFn: ({ signal }) =>
      requestJson<ChangesAnswer>(`/api/changes?since=${encodeURIComponent(since ?? '')}`, { signal }),
    enabled: Boolean(since),
    meta: { failuresToldByAsker: 'never' },
  })
  const found = changes.data?.changes ?? []
  const newest = found[0]?.seen
  useEffect(() => {
    if (since === null) rememberLook(new Date().toISOString())
  }, [since])
  useEffect(() => {
    if (newest) announce('An environment changed since you last looked')
  }, [newest])
  if (!since || !newest) return null
  return (
    <section
      aria-labelledby="since-last-look"
      className="framed mb-6 rounded-lg border border-running border-l-4 px-4 py-3"
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="since-last-look" className="font-semibold text-lg">
          Changed since you last looked, <Age at={since} />
        </h2>
        <Button className="print:hidden" onClick={() => rememberLook(newest)}>
          Mark as seen
        </Button>
      </div>
      <ul className="mt-2 space-y-1.5">
        {found.slice(0, 5).map((change) => (
          <li key={`${change.environment} ${change.seen}`}>
            <ChangeLine change={change} />
          </li>
        ))}
      </ul>
      {found.length > 5 && <p className="mt-1 text-muted text-sm">And {found.length - 5} changes before.</p>}
    </section>
  )
}
