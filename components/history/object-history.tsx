'use client'

import dynamic from 'next/dynamic'

/** When an object was seen to change; loaded when it is shown, below what is looked at first. */
export const ObjectHistory = dynamic(
  () => import('./object-changes').then((module) => module.ObjectChanges),
  {
    ssr: false,
  },
)
