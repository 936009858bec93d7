import type { ComparedField } from '@/lib/services/read-compared-object'
import { FieldValue } from '../objects/field-value'
import { ListDiff } from './list-diff'
import { ValueDiff } from './value-diff'

const SQL_TEXTS = ['expression', 'query', 'code']

/** A property's value on one side; of long values what differs is marked word by word. */
export function ComparedValue({
  field,
  side,
}: {
  readonly field: ComparedField
  readonly side: 'source' | 'target'
}) {
  const { source, target, text, differs } = field
  const value = side === 'source' ? source : target
  if (differs && typeof source === 'string' && typeof target === 'string' && SQL_TEXTS.includes(text)) {
    return <ValueDiff side={side} source={source} target={target} />
  }
  if (differs && text === 'list' && source !== undefined && target !== undefined) {
    return (
      <ListDiff side={side} value={value ?? null} other={(side === 'source' ? target : source) ?? null} />
    )
  }
  return <FieldValue value={value} text={text} />
}
