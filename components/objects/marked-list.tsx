import { SafeText } from '../ui/safe-name'
import { type ItemStanding, markItems } from './item-marks'
import { WORD_LOOKS } from './marked-code'

interface MarkedListProps {
  readonly items: readonly string[]
  /** Lists to mark differences against; none for no marks. */
  readonly others?: readonly (readonly string[])[]
  readonly side?: 'source' | 'target'
}

const WORDS: Readonly<Record<ItemStanding, string | null>> = {
  same: null,
  moved: 'in another place: ',
  own: 'only here: ',
}

/** A list; what one of the other lists lacks or has in another place is marked. */
export function MarkedList({ items, others = [], side = 'source' }: MarkedListProps) {
  if (items.length === 0) return <span className="text-muted">none</span>
  const standings = markItems(items, others)
  return (
    <ul>
      {items.map((item, i) => {
        const words = WORDS[standings[i] ?? 'same']
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an item of a list is its place
          <li key={i} className="isolate-text wrap-anywhere font-mono text-xs">
            <span className={words ? WORD_LOOKS[side] : ''}>
              {words && <span className="sr-only">{words}</span>}
              <SafeText text={item} />
            </span>
          </li>
        )
      })}
    </ul>
  )
}
