import { type ObjectId, objectId } from './address'
import { attachedParts, sayAddress } from './attached'
import type { Difference } from './difference'
import type { Finding } from './finding'
import { type Kind, SEVERITIES } from './kind'
import type { Row } from './row'

/**
 * Parts a group, a root and what follows from it, among those objects of it that are judged by themselves, each with what
 * belongs to it: a policy on a table that both sides have is no part of the function that it calls, nor is a table a part
 * of its schema, while the columns of a table are.
 */
export function partGroup(
  root: Finding,
  following: readonly Finding[],
  byId: ReadonlyMap<ObjectId, Finding>,
): ReadonlyMap<Finding, readonly Finding[]> {
  if (root.status === 'different') return new Map([[root, following]])
  const parts = new Map<Finding, Finding[]>([[root, []]])
  for (const finding of following) {
    const holder = holderOf(finding, byId)
    const own = parts.get(holder) ?? []
    if (holder !== finding) own.push(finding)
    parts.set(holder, own)
  }
  return parts
}

/** The object that a finding is a part of, as far as that one is missing too and its kind judges what comes with it. */
function holderOf(finding: Finding, byId: ReadonlyMap<ObjectId, Finding>): Finding {
  const { kind, change, status } = finding
  const ref = kind.parent?.((change.source ?? change.target) as Row)
  const parent = ref && byId.get(objectId(ref))
  if (parent?.status !== status || !(parent.kind.judge || attachedParts(kind) > 0)) return finding
  return holderOf(parent, byId)
}

/** A difference with the severity and the hazards of what follows from it, where that is more serious than itself. */
export function weighGroup(
  root: Difference,
  following: readonly (readonly [Kind, Difference])[],
): Difference {
  const place = ({ severity }: Difference) => SEVERITIES.indexOf(severity)
  const heavier = following
    .filter(([, each]) => place(each) < place(root))
    .sort(([, a], [, b]) => place(a) - place(b))
  const [first] = heavier
  if (!first) return root
  const [kind, { severity, address, meaning }] = first
  const others = heavier.filter(([, each]) => each.severity === severity).length - 1
  const sentences = [
    ...(root.meaning ? [root.meaning] : []),
    `From it follows ${nameOf(kind, address)}${others > 0 ? `, and ${others} more as serious` : ''}.`,
    ...(meaning ? [meaning] : []),
  ]
  const hazards = new Set([...root.hazards, ...heavier.flatMap(([, each]) => each.hazards)])
  return { ...root, severity, hazards: [...hazards], meaning: sentences.join(' ') }
}

/** `policy public.notes.open`, `grant anon on table public.notes`. */
function nameOf(kind: Kind, address: readonly string[]): string {
  const { own, on } = sayAddress(address, attachedParts(kind))
  return `${kind.label.one} ${own.join('.')}${on ? ` on ${on.kind} ${on.name.join('.')}` : ''}`
}
