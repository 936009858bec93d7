import type { Metadata } from 'next'
import { MigrationDetail } from '@/components/migrations/migration-detail'
import { idOfMigration } from '@/components/migrations/migration-href'

export const metadata: Metadata = { title: 'Migration' }

export default async function MigrationPage({ params }: { readonly params: Promise<{ id: string }> }) {
  const { id } = await params
  return <MigrationDetail id={idOfMigration(id)} />
}
