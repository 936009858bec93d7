'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '../ui/button'
import { type DraftWish, useDraft } from './use-draft'

const DraftDialog = dynamic(() => import('./draft-dialog').then((module) => module.DraftDialog), {
  ssr: false,
})

interface DraftButtonProps {
  readonly wish: DraftWish
  readonly label: string
}

/** Shows the migration that would make the files like an environment, proven, before anything is written. */
export function DraftButton({ wish, label }: DraftButtonProps) {
  const [isOpen, setIsOpen] = useState(false)
  const { draft, cancel } = useDraft()
  const open = () => {
    setIsOpen(true)
    draft.mutate(wish)
  }
  const close = () => {
    setIsOpen(false)
    cancel()
  }
  return (
    <>
      <Button onClick={open}>{label}</Button>
      {isOpen && (
        <DraftDialog
          environment={wish.environment}
          draft={draft.data}
          error={draft.error}
          onRetry={() => draft.mutate(wish)}
          onClose={close}
        />
      )}
    </>
  )
}
