import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { CodeBlock } from './code-block'
import { DdlDiff } from './ddl-diff'

const TABLE = Array.from({ length: 30 }, (_, index) => `  column_${index} integer,`).join('\n')
const SOURCE = `CREATE TABLE t (\n${TABLE}\n  amount numeric(12,2)\n);`
const TARGET = SOURCE.replace('12,2', '10,2')

function render(source: string | null, target: string | null, view: 'split' | 'unified' = 'split'): string {
  const sides = { source: { name: 'prod', ddl: source }, target: { name: 'staging', ddl: target } }
  return renderToStaticMarkup(<DdlDiff {...sides} view={view} />)
}

/** What someone reads or hears, without markup. */
function text(markup: string): string {
  return markup.replace(/<[^>]*>/g, '')
}

describe.each(['split', 'unified'] as const)('%s', (view) => {
  test('names the environment of each differing line', () => {
    const shown = text(render(SOURCE, TARGET, view))
    expect(shown).toContain('only in prod:   amount numeric(12,2)')
    expect(shown).toContain('only in staging:   amount numeric(10,2)')
    expect(shown).toContain('1 line differs, 32 are the same.')
  })

  test('folds what is the same and far away', () => {
    const markup = render(SOURCE, TARGET, view)
    expect(text(markup)).toContain('Show 28 equal lines')
    expect(markup).not.toContain('column_5 ')
  })

  test('says where an object does not exist', () => {
    expect(text(render(SOURCE, null, view))).toContain('Does not exist in staging.')
    expect(text(render(null, TARGET, view))).toContain('Does not exist in prod.')
  })
})

test('equal statements are shown whole and said to be the same', () => {
  const shown = text(render(SOURCE, SOURCE))
  expect(shown).toContain('Both statements are the same.')
  expect(shown).toContain('column_5 ')
})

test('more lines than anyone reads are kept back', () => {
  const long = 'select 1;\n'.repeat(2_500)
  expect(text(render(null, long))).toContain('Show 500 more lines (slow)')
})

describe('hostile texts', () => {
  const hostile = `</code><script>x()</script> -- <img src=x onerror=x()>\n"a\u202eb" '\u200b{{7*7}}'`

  test.each([
    ['diff', render(hostile, `${hostile} `)],
    ['unified diff', render(hostile, null, 'unified')],
    ['block', renderToStaticMarkup(<CodeBlock label="x" sql={hostile} />)],
  ])('stay text in a %s, with hidden characters spelled out', (_name, markup) => {
    expect(markup).not.toMatch(/<script|<img|onerror="|\sstyle=/)
    expect(markup).toContain('U+202E')
    expect(markup).toContain('U+200B')
    expect(markup).not.toMatch(/[\u202e\u200b]/)
  })
})
