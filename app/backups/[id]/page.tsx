import type { Metadata } from 'next'
import { DumpDetail } from '@/components/backups/dump-detail'

export const metadata: Metadata = { title: 'Dump' }

export default async function DumpPage({ params }: { readonly params: Promise<{ id: string }> }) {
  const { id } = await params
  return <DumpDetail id={id} />
}
