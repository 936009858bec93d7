import type { JsonEntry, JsonNode } from './json-tree'

export type JsonPath = readonly (string | number)[]

/** `environments[1].url`; the empty path is null. */
export function pathText(path: JsonPath): string | null {
  if (path.length === 0) return null
  const steps = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`
    return /^[A-Za-z_$][\w$]{0,60}$/.test(step) ? `.${step}` : `[${JSON.stringify(step.slice(0, 60))}]`
  })
  return steps.join('').replace(/^\./, '')
}

/** The value at a path, or null when the path leads nowhere. Of repeated keys the last counts, as in JSON.parse. */
export function nodeAt(tree: JsonNode, path: JsonPath): JsonNode | null {
  let node: JsonNode | null = tree
  for (const step of path) node = node && child(node, step)
  return node
}

/** The entry of an object under a key, or null. */
export function entryOf(node: JsonNode | null, key: string): JsonEntry | null {
  return node?.kind === 'object' ? (node.entries.findLast((entry) => entry.key === key) ?? null) : null
}

function child(node: JsonNode, step: string | number): JsonNode | null {
  if (typeof step === 'string') return entryOf(node, step)?.value ?? null
  return node.kind === 'list' ? (node.items[step] ?? null) : null
}

/** The value without places; its objects inherit nothing, so that a key `__proto__` is a key like any other. */
export function toPlainValue(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object': {
      const result: Record<string, unknown> = Object.create(null)
      for (const { key, value } of node.entries) result[key] = toPlainValue(value)
      return result
    }
    case 'list':
      return node.items.map(toPlainValue)
    case 'nothing':
      return null
    default:
      return node.value
  }
}

/** Every value of a tree with its path, parents first. */
export function* walk(node: JsonNode, path: JsonPath = []): Generator<{ node: JsonNode; path: JsonPath }> {
  yield { node, path }
  if (node.kind === 'object') for (const { key, value } of node.entries) yield* walk(value, [...path, key])
  if (node.kind === 'list')
    for (const [index, item] of node.items.entries()) yield* walk(item, [...path, index])
}
