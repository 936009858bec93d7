import { objectId } from './address'
import { compareFields } from './fields'
import type { Finding, IsSameOwner } from './finding'
import type { Servers } from './kind'
import type { Row } from './row'

/**
 * Joins an object missing in the target with one found only there, when both have one parent and equal fields:
 * they are one object under two names. What cannot be paired one to one stays as it was.
 */
export function pairByDefinition(
  findings: readonly Finding[],
  servers: Servers,
  isSameOwner?: IsSameOwner,
): Finding[] {
  const extras = new Map<string, Finding[]>()
  for (const finding of findings) {
    if (finding.status !== 'targetOnly') continue
    const parent = parentKey(finding, finding.change.target as Row)
    extras.set(parent, [...(extras.get(parent) ?? []), finding])
  }
  const taken = new Set<Finding>()
  const paired = findings.map((finding) => {
    if (finding.status !== 'sourceOnly') return finding
    const source = finding.change.source as Row
    const twin = extras
      .get(parentKey(finding, source))
      ?.find(
        (extra) =>
          !taken.has(extra) &&
          isSameDefinition(finding, source, extra.change.target as Row, servers, isSameOwner),
      )
    if (!twin) return finding
    taken.add(twin)
    const target = twin.change.target as Row
    return {
      ...finding,
      status: 'different' as const,
      change: { source, target, fields: [] },
      targetName: target,
    }
  })
  return paired.filter((finding) => !taken.has(finding))
}

function parentKey({ kind }: Finding, row: Row): string {
  const parent = kind.parent?.(row)
  return parent ? objectId(parent) : ''
}

function isSameDefinition(
  { kind }: Finding,
  source: Row,
  target: Row,
  servers: Servers,
  isSameOwner?: IsSameOwner,
): boolean {
  return compareFields(kind, source, target, servers, isSameOwner).different.length === 0
}
