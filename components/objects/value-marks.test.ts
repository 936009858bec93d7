import { describe, expect, test } from 'vitest'
import { foldLines, markLines } from './value-marks'

const marked = (text: string, ...others: string[]) =>
  markLines(text, others).map(({ text: line, marks, isOwn }) =>
    isOwn
      ? `[${line}]`
      : marks.reduceRight(
          (shown, { start, end }) =>
            `${shown.slice(0, start)}[${shown.slice(start, end)}]${shown.slice(end)}`,
          line,
        ),
  )

describe('markLines', () => {
  test('marks the words that the other text does not have there', () => {
    expect(marked('(tenant_id = mine() AND open)', '(tenant_id = mine())')).toEqual([
      '(tenant_id = mine()[ AND open])',
    ])
  })
  test('marks a line of its own as a whole', () => {
    expect(marked('select 1\nfrom somewhere_else', 'select 1')).toEqual(['select 1', '[from somewhere_else]'])
  })
  test('marks what any of the other texts does not have', () => {
    expect(
      marked('a = 1 and b = 2 and c = 3', 'a = 9 and b = 2 and c = 3', 'a = 1 and b = 2 and c = 9'),
    ).toEqual(['a = [1] and b = 2 and c = [3]'])
  })
  test('marks nothing without another text, and nothing in equal ones', () => {
    expect(marked('a\nb')).toEqual(['a', 'b'])
    expect(marked('a\nb', 'a\nb')).toEqual(['a', 'b'])
  })
})

describe('foldLines', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, i) => `line number ${i + 1}`)

  test('shows short texts whole, and of long ones the lines around what differs', () => {
    const short = markLines(lines(12).join('\n'), [lines(11).join('\n')])
    expect(foldLines(short)).toEqual({ shown: short, folded: 0 })
    const changed = lines(40)
    changed[19] = 'something else entirely'
    const { shown, folded } = foldLines(markLines(changed.join('\n'), [lines(40).join('\n')]))
    expect(shown.map(({ number }) => number)).toEqual([18, 19, 20, 21, 22])
    expect(folded).toBe(35)
  })
  test('shows no more than a screen of what differs', () => {
    const { shown, folded } = foldLines(markLines(lines(500).join('\n'), ['nothing of it']))
    expect(shown).toHaveLength(40)
    expect(folded).toBe(460)
  })
  test('shows the beginning of a long text without marks', () => {
    expect(foldLines(markLines(lines(40).join('\n'), [])).shown).toHaveLength(12)
  })
})
