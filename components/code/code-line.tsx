import { SafeText } from '../ui/safe-name'
import type { Mark } from './line-diff'
import type { Token, TokenType } from './sql-tokens'

const COLOURS: Record<TokenType, string | undefined> = {
  keyword: 'text-code-keyword font-medium',
  string: 'text-code-string',
  number: 'text-code-number',
  comment: 'text-code-comment italic',
  plain: undefined,
}

interface CodeLineProps {
  readonly tokens: readonly Token[]
  /** Stretches to point out, and how. */
  readonly marks?: readonly Mark[]
  readonly markClass?: string
}

/** One line of SQL as coloured spans. Text stays text: no markup is ever made from it. */
export function CodeLine({ tokens, marks = [], markClass = '' }: CodeLineProps) {
  return cutAtMarks(tokens, marks).map(({ start, type, text, isMarked }) => {
    const className = [COLOURS[type], isMarked ? markClass : undefined].filter(Boolean).join(' ')
    return (
      <span key={start} className={className || undefined}>
        <SafeText text={text} allowed={'\t'} />
      </span>
    )
  })
}

interface Stretch extends Token {
  readonly start: number
  readonly isMarked: boolean
}

/** Cuts tokens where marks begin and end, so that each stretch has one colour and one background. */
export function cutAtMarks(tokens: readonly Token[], marks: readonly Mark[]): Stretch[] {
  const edges = marks.flatMap(({ start, end }) => [start, end])
  const stretches: Stretch[] = []
  let tokenStart = 0
  for (const { type, text } of tokens) {
    const tokenEnd = tokenStart + text.length
    const cuts = [tokenStart, ...edges.filter((edge) => edge > tokenStart && edge < tokenEnd), tokenEnd]
    for (let index = 0; index + 1 < cuts.length; index += 1) {
      const [start = 0, end = 0] = cuts.slice(index, index + 2)
      const isMarked = marks.some((mark) => mark.start <= start && end <= mark.end)
      stretches.push({ type, text: text.slice(start - tokenStart, end - tokenStart), start, isMarked })
    }
    tokenStart = tokenEnd
  }
  return stretches
}
