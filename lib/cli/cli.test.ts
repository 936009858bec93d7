import { describe, expect, test } from 'vitest'
import type { DiffAnswer } from '../services/compare-origins'
import { parseCommand } from './arguments'
import { EXIT, exitCodeOf } from './exit-code'
import { helpText, VERBS } from './help'
import { renderDiff } from './render-diff'
import { renderMarkdown } from './render-markdown'
import { safe } from './terminal'

describe('the command line', () => {
  test('without a verb starts the dashboard', () => {
    expect(parseCommand(['--port', '5000'])).toMatchObject({ verb: 'start', options: { port: '5000' } })
  })

  test.each([
    [['dif', 'a', 'b'], /no command `dif`/, /lockstep diff/],
    [['diff', 'a'], /takes 2 operands/, /Usage: lockstep diff/],
    [['diff', 'a', 'b', '--port', '1'], /no option --port/, /lockstep diff --help/],
    [['diff', 'a', 'b', '--json', '--markdown'], /exclude each other/, /Usage/],
    [['status', '--all'], /no option --all/, /lockstep status --help/],
    [['snapshot', 'prod'], /needs --output/, /Usage/],
    [['status', '--nope'], /--nope/, /Usage: lockstep status/],
  ])('%j is refused with the way out', (args, message, hint) => {
    try {
      parseCommand(args)
      expect.unreachable()
    } catch (error) {
      expect(error).toMatchObject({ code: 'E-USAGE' })
      expect((error as Error).message).toMatch(message)
      expect((error as { hint: string }).hint).toMatch(hint)
    }
  })

  test('every verb has help that names its options, and the program lists them all', () => {
    for (const [verb, { usage, examples }] of Object.entries(VERBS)) {
      expect(helpText(verb)).toContain(usage)
      expect(examples.length).toBeGreaterThan(0)
      if (verb !== 'start') expect(helpText()).toContain(`  ${verb} `)
    }
  })
})

describe('exit codes', () => {
  test.each([
    [{ identical: true, differences: 0, unknown: 0 }, false, EXIT.same],
    [{ identical: false, differences: 1, unknown: 0 }, false, EXIT.different],
    [{ identical: false, differences: 2, unknown: 1 }, true, EXIT.different],
    [{ identical: false, differences: 1, unknown: 1 }, false, EXIT.trouble],
    [{ identical: false, differences: 0, unknown: 0 }, false, EXIT.trouble],
    [{ identical: false, differences: 1, unknown: 1 }, true, EXIT.same],
  ])('%j, unknown allowed: %s', (comparison, allowUnknown, expected) => {
    expect(exitCodeOf(comparison, allowUnknown)).toBe(expected)
  })
})

const side = {
  name: 'prod',
  origin: 'environment' as const,
  serverVersion: '17.4',
  readAt: '',
  fingerprint: 'f',
  objects: 3,
}
const difference: DiffAnswer['differences'][number] = {
  kind: 'policy',
  address: ['public', 'a|b\u202e`', 'p\n\u001b[31m'],
  id: 'policy:x' as never,
  parent: null,
  status: 'different',
  severity: 'critical',
  cause: 'unknown',
  hazards: [],
  fields: [{ name: 'using', label: 'USING', severity: 'high', source: 'a = 1 | `2`', target: 'true' }],
  meaning: 'Every row is open.',
  consequences: [],
  expected: null,
}
const answer: DiffAnswer = {
  formatVersion: 1,
  source: side,
  target: { ...side, name: 'staging' },
  identical: false,
  differences: [difference],
  counts: {
    different: 1,
    sourceOnly: 0,
    targetOnly: 0,
    unknown: 0,
    expected: 0,
    equal: 2,
    consequences: 0,
    byKind: {},
    bySeverity: {},
  },
  diagnostics: [
    { code: 'unmodelledKind', side: 'target', message: '1 large objects exist and are not compared.' },
  ],
}
const plain = (_: string, text: string) => text

describe('a comparison on the terminal', () => {
  test('says what differs, what it means and what was not compared', () => {
    const text = renderDiff(answer, plain).join('\n')
    expect(text).toContain('critical (1)')
    expect(text).toContain('USING: a = 1 | `2` → true')
    expect(text).toContain('Every row is open.')
    expect(text).toContain('1 different, 0 only in prod, 0 only in staging, 2 the same')
    expect(text).toContain('note (staging): 1 large objects')
  })

  test('never lets a name steer the terminal', () => {
    const text = renderDiff(answer, plain).join('\n')
    expect(text).not.toMatch(/\p{Cf}|(?!\n)\p{Cc}/u)
    expect(text).toContain('<U+202E>')
    expect(safe('a\nb', '\n')).toBe('a\nb')
  })

  test('does not call it the same when something is unknown', () => {
    const unsure = { ...answer, differences: [], counts: { ...answer.counts, different: 0 } }
    expect(renderDiff(unsure, plain).join('\n')).toContain('not everything could be compared')
  })

  test('as Markdown keeps every text inside its cell', () => {
    const [row] = renderMarkdown(answer).slice(-1)
    expect(row).toContain('a\\|b')
    expect(row).toContain('`` a = 1 \\| `2` ``')
    expect((row as string).split(/(?<!\\)\|/)).toHaveLength(6)
  })
})
