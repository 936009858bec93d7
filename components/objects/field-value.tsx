import { listValue } from '@/lib/objects/list-value'
import type { FieldAnswer } from '@/lib/services/object-answer'
import { SafeText } from '../ui/safe-name'
import { MarkedList } from './marked-list'

/** Longer texts are cut here; the statement below shows them whole. */
const LONGEST_TEXT = 600

interface FieldValueProps {
  /** Undefined where the environment has no such object. */
  readonly value: string | null | undefined
  readonly text: FieldAnswer['text']
}

/** One value as people read it. */
export function FieldValue({ value, text }: FieldValueProps) {
  if (value === undefined) return <span className="text-muted">no such object</span>
  if (text === 'yesNo') return value === 't' ? 'yes' : 'no'
  if (text === 'list') return <MarkedList items={listValue(value)} />
  if (value === null) return <span className="text-muted">none</span>
  if (text === 'plain') return <SafeText text={value} />
  const shown = value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value
  return (
    <code className="isolate-text wrap-anywhere block max-w-[48ch] whitespace-pre-wrap font-mono text-xs">
      <SafeText text={shown} allowed={'\n\t'} />
    </code>
  )
}
