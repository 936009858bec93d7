import { describe, expect, it } from 'vitest'
import { checkConfigFile } from './check-config-file'
import { parseEnvFile } from './env-file'
import { toPlainValue } from './json-path'
import { JsonMistake, parseJsonTree } from './json-tree'
import { loadProject } from './project.fixture'

const SEED = 20_261_120
const ROUNDS = 3000
const CANARY = 'Can4ryS3cret'

const sample = `{
  "environments": [
    { "name": "dev", "url": { "env": "DEV_URL" }, "restorable": true },
    { "name": "prod", "url": { "env": "PROD_URL" }, "reference": true, "staleAfterMinutes": 30 }
  ],
  "migrations": [{ "folder": "supabase/migrations" }],
  "schemas": { "exclude": ["a\\u0062c", "\u{1F642}"] }
}`

/** Pieces that configuration files go wrong with. */
const PIECES = [
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    "'",
    '\\',
    '\t',
    '\r\n',
    '\n',
    '\0',
    '\ufeff',
    '\u202e',
    '\ud800',
    ' ',
  ],
  ...[
    'null',
    'true',
    'True',
    '1e999',
    '-0',
    '01',
    '// x',
    '/* x */',
    '# x',
    '"__proto__":',
    '"constructor":{},',
  ],
  ...[
    '"name":"dev",',
    '"url":"postgres://u:Can4ryS3cret@h/d",',
    '"password":"x",',
    '"env":"env(A)"',
    '[[[[',
    '\\u12',
  ],
]

/** Mulberry32: small, and the same everywhere for one seed. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function mutate(text: string, random: () => number): string {
  let result = text
  for (let count = 1 + Math.floor(random() * 4); count > 0; count -= 1) {
    const from = Math.floor(random() * result.length)
    const to = from + Math.floor(random() * random() * 40)
    const piece = random() < 0.5 ? '' : (PIECES[Math.floor(random() * PIECES.length)] ?? '')
    const copied = random() < 0.3 ? result.slice(from, to) : ''
    result = result.slice(0, from) + piece + copied + result.slice(random() < 0.5 ? from : to)
  }
  return result
}

describe(`${ROUNDS} damaged configuration files (seed ${SEED})`, () => {
  it('are read exactly where JSON.parse reads them, to the same value', () => {
    const random = randomOf(SEED)
    for (let round = 0; round < ROUNDS; round += 1) {
      const text = mutate(sample, random)
      expect(
        readBy(text, (json) => toPlainValue(parseJsonTree(json))),
        text,
      ).toEqual(readBy(text, JSON.parse))
    }
  })

  it('are used whole or explained, with a place inside the file and without their secrets', () => {
    const random = randomOf(SEED + 1)
    const outcomes = { used: 0, explained: 0 }
    for (let round = 0; round < ROUNDS; round += 1) {
      const text = mutate(sample, random)
      const { file, problems } = checkConfigFile(text)
      outcomes[file ? 'used' : 'explained'] += 1
      expect(file === null, text).toBe(problems.length > 0)
      const lines = text.split('\n')
      for (const { place, message, suggestion } of problems) {
        expect(place?.column, text).toBeLessThanOrEqual([...(lines[(place?.line ?? 0) - 1] ?? '')].length + 1)
        expect(`${message} ${suggestion}`, text).not.toMatch(/Can4ry|\n|\bat .*\.ts:|undefined|\[object/)
      }
    }
    expect(Math.min(outcomes.used, outcomes.explained)).toBeGreaterThan(100)
    expect(({} as Record<string, unknown>).constructor).toBe(Object)
  })
})

it('damaged .env files never leave anything half read', () => {
  const random = randomOf(SEED + 2)
  const text = `A="one\\n#two"\nexport B='x' # y\nC=${CANARY}\n\nD=\`z\nz\`\n`
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, { value, line }] of parseEnvFile(mutate(text, random))) {
      expect(name).toMatch(/^[A-Za-z_][\w.-]*$/)
      expect(typeof value).toBe('string')
      expect(line).toBeGreaterThan(0)
    }
  }
})

it('a variable that refers to itself is not followed', async () => {
  const text = JSON.stringify({ environments: [{ name: 'a', url: { env: 'A' } }] })
  const { problems } = await loadProject({ 'lockstep.config.json': text, '.env': 'A="env(A)"' })
  expect(problems).toMatchObject([{ code: 'E-URL-FORMAT', environment: 'a' }])
})

/** The value as text, in which odd keys and lone surrogates count, or that there is none. */
function readBy(text: string, read: (text: string) => unknown): string {
  try {
    return JSON.stringify(read(text))
  } catch (error) {
    if (error instanceof JsonMistake || error instanceof SyntaxError) return 'not JSON'
    throw error
  }
}
