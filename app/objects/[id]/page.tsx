import type { Metadata } from 'next'
import { Suspense } from 'react'
import { idOfSegment } from '@/components/objects/object-href'
import { ObjectView } from '@/components/objects/object-view'
import { LoadingRows } from '@/components/states/loading-rows'

export const metadata: Metadata = { title: 'Object' }

export default async function ObjectPage({ params }: { readonly params: Promise<{ id: string }> }) {
  const { id } = await params
  return (
    <Suspense fallback={<LoadingRows label="Opening the object…" />}>
      <ObjectView id={idOfSegment(id)} />
    </Suspense>
  )
}
