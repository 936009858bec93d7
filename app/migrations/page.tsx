import type { Metadata } from 'next'
import { Suspense } from 'react'
import { Migrations } from '@/components/migrations/migrations'
import { LoadingRows } from '@/components/states/loading-rows'

export const metadata: Metadata = { title: 'Migrations' }

export default function MigrationsPage() {
  return (
    <Suspense fallback={<LoadingRows label="Opening the migrations…" />}>
      <Migrations />
    </Suspense>
  )
}
