import { Button } from './button'

interface MoreButtonProps {
  /** How many are hidden while it is closed. */
  readonly hidden: number
  readonly isOpen: boolean
  readonly onToggle: () => void
}

/** Below a list of which only the first ones are shown: shows the others, and hides them again. */
export function MoreButton({ hidden, isOpen, onToggle }: MoreButtonProps) {
  if (hidden <= 0) return null
  return (
    <Button look="quiet" className="mt-1 print:hidden" aria-expanded={isOpen} onClick={onToggle}>
      {isOpen ? 'Show fewer' : `Show ${hidden} more`}
    </Button>
  )
}
