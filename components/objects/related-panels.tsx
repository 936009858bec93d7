'use client'

import dynamic from 'next/dynamic'

/** What an object hangs together with; loaded when it is shown, below what is looked at first. */
export const RelatedPanels = dynamic(() => import('./related-lists').then((module) => module.RelatedLists), {
  ssr: false,
})
