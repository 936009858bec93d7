import type { Metadata } from 'next'
import { Suspense } from 'react'
import { idOfSegment } from '@/components/objects/object-href'
import { TablePolicies } from '@/components/policies/table-policies'
import { LoadingRows } from '@/components/states/loading-rows'

export const metadata: Metadata = { title: 'Policies of a table' }

export default async function TablePoliciesPage({ params }: { readonly params: Promise<{ id: string }> }) {
  const { id } = await params
  return (
    <Suspense fallback={<LoadingRows label="Opening the policies…" />}>
      <TablePolicies id={idOfSegment(id)} />
    </Suspense>
  )
}
