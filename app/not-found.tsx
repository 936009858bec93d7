import type { Metadata } from 'next'
import { EmptyState } from '@/components/states/empty-state'
import { ButtonLink } from '@/components/ui/button'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <EmptyState
      level={1}
      title="There is no such page"
      actions={
        <ButtonLink look="primary" href="/overview">
          Open the overview
        </ButtonLink>
      }
    >
      The address may be mistyped, or the object it names may be gone from every environment.
    </EmptyState>
  )
}
