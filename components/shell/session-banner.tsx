'use client'

import { useSyncExternalStore } from 'react'
import { type SessionState, sessionState, subscribeToSession } from '@/lib/client/session'

const TEXTS: Record<Exclude<SessionState, 'open'>, { readonly title: string; readonly hint: string }> = {
  ended: {
    title: 'This browser is not connected to the dashboard any more.',
    hint: 'Open the address that Lockstep printed in the terminal; this page then goes on by itself.',
  },
  stopped: {
    title: 'The dashboard’s process does not answer.',
    hint: 'What you see stays readable. Start Lockstep again in the terminal and open the address it prints.',
  },
}

/** Says at the top of every page that what is shown can no longer be trusted to be fresh. */
export function SessionBanner() {
  const state = useSyncExternalStore(subscribeToSession, sessionState, (): SessionState => 'open')
  return (
    <div role="alert">
      {state !== 'open' && (
        <p className="border-missing border-b-2 st-tint-missing px-4 py-2 sm:px-6">
          <strong className="text-missing">{TEXTS[state].title}</strong> {TEXTS[state].hint}
        </p>
      )}
    </div>
  )
}
