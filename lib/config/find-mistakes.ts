import type { ConfigFinding } from './config-finding'
import { sameNameKey } from './environment-name'
import { entryOf, nodeAt, walk } from './json-path'
import type { JsonNode } from './json-tree'

/** Texts that carry an address or a key rather than the name of one. */
const SECRETS: readonly RegExp[] = [
  /^\s*(postgres(ql)?|prisma|mysql|jdbc):/i,
  /:\/\/[^/\s]*:[^/\s]*@/,
  /\bpassword\s*=/i,
  /\b(sb_secret_|sbp_)\w/,
  /\beyJ[\w-]{8,}\./,
]

/** Addresses, passwords and keys that stand in the file itself. */
export function findSecrets(tree: JsonNode): ConfigFinding[] {
  const found: ConfigFinding[] = []
  for (const { node, path } of walk(tree)) {
    if (node.kind !== 'text' || !SECRETS.some((pattern) => pattern.test(node.value))) continue
    found.push({
      code: 'E-CONF-SECRET',
      message: 'An address or key stands in the file itself, which is meant to be committed.',
      suggestion: 'Move it into .env.local and write { "env": "PROD_DATABASE_URL" } instead.',
      path,
      at: node.at,
    })
  }
  return found
}

/** Keys that stand twice in one object. */
export function findRepeatedKeys(tree: JsonNode): ConfigFinding[] {
  const found: ConfigFinding[] = []
  for (const { node, path } of walk(tree)) {
    if (node.kind !== 'object') continue
    const seen = new Set<string>()
    for (const { key, keyAt } of node.entries) {
      if (seen.has(key)) {
        const message = 'This key stands here twice; only one of them could count.'
        found.push({ code: 'E-CONF-DUPLICATE', message, path: [...path, key], at: keyAt })
      }
      seen.add(key)
    }
  }
  return found
}

/** Environments of the same name, and more than one reference. */
export function findClashes(tree: JsonNode): ConfigFinding[] {
  const found: ConfigFinding[] = []
  const names = new Map<string, string>()
  let reference: string | null = null
  for (const [index, item] of itemsOf(tree).entries()) {
    const name = entryOf(item, 'name')?.value
    if (name?.kind === 'text') {
      const other = names.get(sameNameKey(name.value))
      const message = `Another environment is already named ${other}; case makes no difference.`
      const path = ['environments', index, 'name']
      if (other !== undefined) found.push({ code: 'E-CONF-DUPLICATE', message, path, at: name.at })
      else names.set(sameNameKey(name.value), name.value)
    }
    const mark = entryOf(item, 'reference')
    if (mark?.value.kind !== 'truth' || !mark.value.value) continue
    const message = `${reference} is marked as the reference already; there is only one.`
    const path = ['environments', index, 'reference']
    if (reference !== null) found.push({ code: 'E-CONF-DUPLICATE', message, path, at: mark.keyAt })
    reference ??= name?.kind === 'text' ? name.value : `environments[${index}]`
  }
  return found
}

function itemsOf(tree: JsonNode): readonly JsonNode[] {
  const list = nodeAt(tree, ['environments'])
  return list?.kind === 'list' ? list.items : []
}
