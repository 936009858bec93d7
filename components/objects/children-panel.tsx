'use client'

import dynamic from 'next/dynamic'

/** What lies below an object; loaded when it is shown, below what is looked at first. */
export const ChildrenPanel = dynamic(
  () => import('./children-below').then((module) => module.ChildrenBelow),
  {
    ssr: false,
  },
)
