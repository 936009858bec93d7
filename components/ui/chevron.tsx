import { Icon } from './icon'

/** Points down when what is under it shows, and to the side when it is folded away. */
export function Chevron({ isOpen }: { readonly isOpen: boolean }) {
  return (
    <Icon
      size={12}
      strokeWidth={2}
      className={`text-muted motion-safe:transition-transform ${isOpen ? 'rotate-90' : ''}`}
    >
      <path d="m6 3 5 5-5 5" />
    </Icon>
  )
}
