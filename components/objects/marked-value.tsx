import { listValue } from '@/lib/objects/list-value'
import type { FieldAnswer } from '@/lib/services/object-answer'
import { SafeText } from '../ui/safe-name'
import { FieldValue } from './field-value'
import { MarkedCode, WORD_LOOKS } from './marked-code'

interface MarkedValueProps {
  /** Undefined where the environment has no such object. */
  readonly value: string | null | undefined
  readonly text: FieldAnswer['text']
  /** Values to mark differences against: for an environment the reference's, for the reference those that differ from it. */
  readonly others: readonly (string | null)[]
  readonly side: 'source' | 'target'
}

/** One value as people read it, with the words or items that differ from the others marked. */
export function MarkedValue({ value, text, others, side }: MarkedValueProps) {
  if (value === undefined || value === null || text === 'yesNo' || others.length === 0) {
    return <FieldValue value={value} text={text} />
  }
  if (text === 'list') {
    return <MarkedList items={listValue(value)} others={others.map(listValue)} side={side} />
  }
  if (text === 'plain') {
    return (
      <span className={WORD_LOOKS[side]}>
        <SafeText text={value} />
      </span>
    )
  }
  return <MarkedCode text={value} others={others.filter((other) => other !== null)} side={side} />
}

interface MarkedListProps {
  readonly items: readonly string[]
  readonly others: readonly (readonly string[])[]
  readonly side: 'source' | 'target'
}

/** Items that one of the other lists lacks are marked. */
function MarkedList({ items, others, side }: MarkedListProps) {
  if (items.length === 0) return <span className="text-muted">none</span>
  return (
    <ul>
      {items.map((item, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an item of a list is its place
        <li key={i} className="isolate-text wrap-anywhere font-mono text-xs">
          <span className={others.some((other) => !other.includes(item)) ? WORD_LOOKS[side] : ''}>
            <SafeText text={item} />
          </span>
        </li>
      ))}
    </ul>
  )
}
