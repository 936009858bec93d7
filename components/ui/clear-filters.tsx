'use client'

import { Button } from './button'
import { focusSearch } from './focus-search'

interface ClearFiltersProps {
  readonly look?: 'plain' | 'quiet'
  readonly onClear: () => void
}

/** Takes back what narrows a list. It goes away with that, and leaves the focus in the search field. */
export function ClearFilters({ look, onClear }: ClearFiltersProps) {
  return (
    <Button
      look={look}
      onClick={() => {
        onClear()
        focusSearch()
      }}
    >
      Clear filters
    </Button>
  )
}
