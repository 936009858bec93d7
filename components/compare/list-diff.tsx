import { listValue } from '@/lib/objects/list-value'
import { SafeText } from '../ui/safe-name'

interface ListDiffProps {
  readonly side: 'source' | 'target'
  readonly value: string | null
  readonly other: string | null
}

const MARKS = { source: 'bg-diff-source-word', target: 'bg-diff-target-word' } as const

/** One side's list; what the other side does not have is marked. */
export function ListDiff({ side, value, other }: ListDiffProps) {
  const items = listValue(value)
  const others = new Set(listValue(other))
  if (items.length === 0) return <span className="text-muted">none</span>
  return (
    <ul>
      {items.map((item, i) => {
        const isOwn = !others.has(item)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an item of a list is its place
          <li key={i} className="isolate-text wrap-anywhere font-mono text-xs leading-5">
            <span className={isOwn ? `rounded-xs forced-colors:underline ${MARKS[side]}` : ''}>
              {isOwn && <span className="sr-only">only here: </span>}
              <SafeText text={item} />
            </span>
          </li>
        )
      })}
    </ul>
  )
}
