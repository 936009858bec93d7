import { listValue } from '@/lib/objects/list-value'
import type { FieldAnswer } from '@/lib/services/object-answer'
import { SafeText } from '../ui/safe-name'
import { FieldValue } from './field-value'
import { MarkedCode, WORD_LOOKS } from './marked-code'
import { MarkedList } from './marked-list'

interface MarkedValueProps {
  /** Undefined where the environment has no such object. */
  readonly value: string | null | undefined
  readonly text: FieldAnswer['text']
  /** Values to mark differences against; none for no marks. */
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
