'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { FolderAnswer } from '@/lib/services/migrations-answer'
import { Button } from '../ui/button'

const NewMigrationDialog = dynamic(
  () => import('./new-migration-dialog').then((module) => module.NewMigrationDialog),
  { ssr: false },
)

/** Makes an empty migration in one of the folders. */
export function NewMigrationButton({ folders }: { readonly folders: readonly FolderAnswer[] }) {
  const [isOpen, setIsOpen] = useState(false)
  const readable = folders.filter(({ problem }) => problem === null)
  if (readable.length === 0) return null
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>New migration</Button>
      {isOpen && <NewMigrationDialog folders={readable} onClose={() => setIsOpen(false)} />}
    </>
  )
}
