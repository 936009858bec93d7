import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { colourDistance, contrast, mix, VISIONS, type Vision } from './colour.fixture'

const CSS = readFileSync(new URL('./globals.css', import.meta.url), 'utf8')

/** The custom properties of a theme that are colours. */
function readTheme(selector: string): Map<string, string> {
  const block = CSS.slice(CSS.indexOf(`${selector} {`)).split('}', 1)[0] ?? ''
  const found = [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)]
  return new Map(found.map(([, name = '', colour = '']) => [name, colour]))
}

const THEMES = { light: readTheme(':root'), dark: readTheme('[data-theme="dark"]') }

describe.each(Object.entries(THEMES))('%s', (_name, tokens) => {
  const colour = (name: string) => tokens.get(name) ?? expect.fail(`no token ${name}`)
  const statuses = [...tokens.keys()].filter((name) => name.startsWith('st-'))
  const codes = [...tokens.keys()].filter((name) => name.startsWith('code-'))

  test('has every status', () => {
    expect(statuses).toHaveLength(8)
    expect(codes).toHaveLength(4)
  })

  test.each(['fg', 'fg-muted', ...statuses])('%s reads on every plain background', (name) => {
    for (const background of ['bg', 'surface', 'raised']) {
      expect(contrast(colour(name), colour(background))).toBeGreaterThanOrEqual(4.5)
    }
  })

  test.each(statuses)('%s reads on its own tint', (name) => {
    for (const background of ['bg', 'surface', 'raised']) {
      expect(contrast(colour(name), mix(colour(name), colour(background), 0.12))).toBeGreaterThanOrEqual(4.5)
    }
  })

  test.each(['fg', 'fg-muted', ...codes])('%s reads in a diff', (name) => {
    for (const side of ['diff-source', 'diff-target']) {
      for (const part of name === 'fg-muted' ? [''] : ['', '-word', '-gutter']) {
        expect(contrast(colour(name), colour(side + part))).toBeGreaterThanOrEqual(4.5)
      }
    }
  })

  test.each(codes)('%s reads on every plain background', (name) => {
    for (const background of ['bg', 'surface', 'raised']) {
      expect(contrast(colour(name), colour(background))).toBeGreaterThanOrEqual(4.5)
    }
  })

  test('buttons read, and edges, rings and shapes can be seen', () => {
    expect(contrast(colour('accent-fg'), colour('accent'))).toBeGreaterThanOrEqual(4.5)
    expect(contrast(colour('bg'), colour('fg'))).toBeGreaterThanOrEqual(4.5)
    for (const name of ['border-strong', 'ring', 'accent']) {
      for (const background of ['bg', 'raised']) {
        expect(contrast(colour(name), colour(background))).toBeGreaterThanOrEqual(3)
      }
    }
  })

  test.each(Object.keys(VISIONS) as Vision[])('the main statuses differ for %s vision', (vision) => {
    const main = ['st-ok', 'st-changed', 'st-missing', 'st-extra', 'st-pending']
    for (const first of main) {
      for (const second of main.slice(main.indexOf(first) + 1)) {
        const distance = colourDistance(colour(first), colour(second), vision)
        expect(`${first} ${second} ${distance >= 0.09}`).toBe(`${first} ${second} true`)
      }
    }
  })

  test('the two sides of a diff differ with deuteranopia', () => {
    const distance = colourDistance(colour('diff-source'), colour('diff-target'), 'deuteranopia')
    expect(distance).toBeGreaterThan(0.06)
  })
})
