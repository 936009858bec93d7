import type { Metadata } from 'next'
import { Suspense } from 'react'
import { Backups } from '@/components/backups/backups'
import { LoadingRows } from '@/components/states/loading-rows'

export const metadata: Metadata = { title: 'Backups' }

export default function BackupsPage() {
  return (
    <Suspense fallback={<LoadingRows label="Opening the backups…" />}>
      <Backups />
    </Suspense>
  )
}
