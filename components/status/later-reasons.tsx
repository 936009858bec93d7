'use client'

import dynamic from 'next/dynamic'

/** Where a difference comes from; its sentences come along only where replays told it. */
export const LaterReasons = dynamic(() => import('./reasons').then((module) => module.Reasons), {
  ssr: false,
  loading: () => <span className="block h-6" />,
})
