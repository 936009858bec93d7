import type { z } from 'zod'
import { closestWord } from '../objects/closest-word'
import type { ConfigFinding } from './config-finding'
import { entryOf, type JsonPath, nodeAt } from './json-path'
import type { JsonNode } from './json-tree'

/** Keys by the object they may stand in, for suggestions. */
const KNOWN_KEYS = {
  file: ['environments', 'migrations', 'shadow', 'schemas', 'dumps', 'staleAfterMinutes', '$schema'],
  environment: ['name', 'url', 'reference', 'protected', 'restorable', 'staleAfterMinutes'],
  url: ['env'],
  folder: ['folder', 'tool'],
  shadow: ['env'],
  schemas: ['include', 'exclude'],
  dumps: ['types', 'schema', 'roles', 'data', 'masks', 'excludeTables', 'retention'],
  mask: ['table', 'column', 'mask', 'value', 'like'],
  retention: ['keep', 'days'],
} as const

/** The mistakes that one issue of the schema stands for, in words for someone who edits the file by hand. */
export function schemaFindings(issue: z.core.$ZodIssue, tree: JsonNode): ConfigFinding[] {
  const path = issue.path.filter((step) => typeof step !== 'symbol')
  const node = nodeAt(tree, path)
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(key, path, node))
  const at = node?.at ?? nodeAt(tree, path.slice(0, -1))?.at ?? 0
  if (!node) return [{ code: 'E-CONF-VALUE', message: `${quoted(path.at(-1))} is missing.`, path, at }]
  return [
    { code: 'E-CONF-VALUE', message: valueMessage(issue, node), suggestion: advice(path, node), path, at },
  ]
}

function unknownKey(key: string, path: JsonPath, parent: JsonNode | null): ConfigFinding {
  const at = entryOf(parent, key)?.keyAt ?? 0
  const suggestion = keyAdvice(key, path)
  return { code: 'E-CONF-KEY', message: 'This key is not known here.', suggestion, path: [...path, key], at }
}

function keyAdvice(key: string, path: JsonPath): string {
  if (/pass(word|wd)|secret|token|api_?key/i.test(key))
    return 'Secrets stand in .env.local only, never in this file.'
  const known: readonly string[] = KNOWN_KEYS[objectAt(path)]
  const near = closestWord(key, known)
  if (near) return `Did you mean ${quoted(near)}?`
  const [elsewhere] =
    Object.entries(KNOWN_KEYS).find(([, keys]) => (keys as readonly string[]).includes(key)) ?? []
  if (elsewhere) return `It belongs to ${PLACES[elsewhere as keyof typeof KNOWN_KEYS]}.`
  return `Known here: ${known.filter((each) => each !== '$schema').join(', ')}.`
}

const PLACES: Record<keyof typeof KNOWN_KEYS, string> = {
  file: 'the outermost object of the file',
  environment: 'one of the environments',
  url: 'the "url" of an environment',
  folder: 'one of the "migrations"',
  shadow: '"shadow"',
  schemas: '"schemas"',
  dumps: '"dumps"',
  mask: 'one of the "masks" of "dumps"',
  retention: 'the "retention" of "dumps"',
}

function objectAt([first, second, third]: JsonPath): keyof typeof KNOWN_KEYS {
  if (first === 'environments') return third === 'url' ? 'url' : 'environment'
  if (first === 'migrations') return 'folder'
  if (first === 'dumps') return second === 'masks' ? 'mask' : second === 'retention' ? 'retention' : 'dumps'
  return first === 'schemas' || first === 'shadow' ? first : 'file'
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'a text in double quotes',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list in [brackets]',
  object: 'an object in {braces}',
}

const FOUND: Record<JsonNode['kind'], string> = {
  text: 'a text',
  number: 'a number',
  truth: 'true or false',
  list: 'a list',
  object: 'an object',
  nothing: 'null',
}

function valueMessage(issue: z.core.$ZodIssue, node: JsonNode): string {
  switch (issue.code) {
    case 'invalid_type': {
      const found = node.kind === 'number' && !Number.isInteger(node.value) ? 'a fraction' : FOUND[node.kind]
      return `Here should be ${EXPECTED[issue.expected] ?? issue.expected}, not ${found}.`
    }
    case 'too_small':
      return `It needs ${amount(Number(issue.minimum), issue.origin)} or more.`
    case 'too_big':
      return `It may have ${amount(Number(issue.maximum), issue.origin)} at most.`
    case 'invalid_value':
      return `It may be one of these: ${issue.values.join(', ')}.`
    case 'invalid_format':
      return 'This is not the name of an environment variable.'
    default:
      return issue.message
  }
}

function amount(limit: number, origin: string): string {
  if (origin === 'array') return limit === 1 ? '1 entry' : `${limit} entries`
  if (origin === 'string') return limit === 1 ? '1 letter' : `${limit} letters`
  return `a value of ${limit}`
}

/** How to spell the reference to a variable, for those who wrote its name where the reference belongs. */
function advice(path: JsonPath, node: JsonNode): string | null {
  if (path[0] !== 'environments' || path[2] !== 'url') return null
  const text = node.kind === 'text' ? node.value : ''
  const name = /^(?:env:|env\(|\$\{?)?([A-Z_][A-Z0-9_]*)[)}]?$/.exec(text)?.[1] ?? 'PROD_DATABASE_URL'
  return path.length === 3 ? `Write "url": { "env": "${name}" }.` : `Write its name only, such as "${name}".`
}

function quoted(word: unknown): string {
  return `"${String(word)}"`
}
