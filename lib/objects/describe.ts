import { objectId } from './address'
import type { ComparisonRules } from './comparison-rules'
import type { Cause, Consequence, Difference, FieldDifference } from './difference'
import type { Finding } from './finding'
import {
  type Attached,
  type Field,
  type Hazard,
  type Judgement,
  SEVERITIES,
  type Servers,
  type Severity,
  type Sides,
} from './kind'
import { nameSource } from './name-source'
import type { Row } from './row'
import { refOf } from './snapshot'

/** What a difference is put in words with. */
export interface Surroundings {
  readonly rules: ComparisonRules
  readonly servers: Servers
  readonly sides: Sides
  /** What the trusted side is called. */
  readonly sourceName: string
}

/** Puts a finding in words: what differs, how serious it is, why, and what is at risk. */
export function describeChange(
  finding: Finding,
  consequences: readonly Consequence[],
  attached: readonly Attached[],
  lookalike: Finding | undefined,
  { rules, servers, sides, sourceName }: Surroundings,
): Difference {
  const { kind, change, status } = finding
  const row = (change.source ?? change.target) as Row
  const fields = kind.fields.filter((field) => change.fields.includes(field.name))
  const judgement = judgementOf(finding, attached, servers, sides)
  const isPlatform = isPlatformChange(finding, rules)
  const cause = (isPlatform ? undefined : judgement.cause) ?? causeOf(finding, fields, isPlatform)
  const parent = kind.parent?.(row)
  const meaning = [judgement.meaning, lookalike && sayLookalike(lookalike)].filter(Boolean).join(' ')
  const reason = finding.cells.find((cell) => cell.state === 'unknown')
  return {
    ...refOf(kind, row),
    id: finding.id,
    parent: parent ? objectId(parent) : null,
    status,
    severity: severityOf(finding, fields, judgement, cause),
    cause,
    hazards: hazardsOf(fields, judgement),
    fields: [...fields.map((field) => fieldDifference(field, finding)), ...nameDifference(finding)],
    meaning: meaning ? nameSource(meaning, sourceName) : null,
    consequences,
    expected: null,
    ...(finding.targetName ? { targetAddress: refOf(kind, finding.targetName).address } : {}),
    ...(lookalike ? { lookalike: lookalike.id } : {}),
    ...(reason?.state === 'unknown' ? { reason: reason.reason } : {}),
  }
}

/** What only the other side has, and may be the object that this side has under another name. */
function sayLookalike({ kind: { likeness }, change }: Finding): string | undefined {
  if (!likeness) return undefined
  const name = likeness.nameOf((change.source ?? change.target) as Row)
  const where = change.source ? 'only in the source' : 'only here'
  return `Perhaps it was renamed: ${name}, which is ${where}, ${likeness.words}.`
}

function judgementOf(
  finding: Finding,
  attached: readonly Attached[],
  servers: Servers,
  sides: Sides,
): Judgement {
  const { kind, change, status } = finding
  if (status === 'unknown') return {}
  return (isNameOnly(finding) ? kind.otherName : kind.judge?.(change, servers, attached, sides)) ?? {}
}

/** A difference is the platform's where the object is on both sides: what a team made of it is the team's. */
function isPlatformChange({ kind, change }: Finding, { isPlatformObject }: ComparisonRules): boolean {
  return [change.source, change.target].every((row) => row === undefined || isPlatformObject(kind, row))
}

function fieldDifference({ name, label, severity }: Field, { change }: Finding): FieldDifference {
  return {
    name,
    label,
    severity,
    source: change.source?.[name] ?? null,
    target: change.target?.[name] ?? null,
  }
}

function nameDifference({ kind, change, targetName }: Finding): FieldDifference[] {
  if (!targetName || kind.isUnnamed?.(targetName)) return []
  const nameOf = (row: Row | undefined) => row?.[kind.address.at(-1) as string] ?? null
  const names = { source: nameOf(change.source), target: nameOf(targetName) }
  return [{ name: 'name', label: 'Name', severity: 'cosmetic', ...names }]
}

function isNameOnly({ targetName, change }: Finding): boolean {
  return targetName !== undefined && change.fields.length === 0
}

const CAUSE_OF_ROLE = {
  owner: 'ownerOnly',
  order: 'orderOnly',
  extensionVersion: 'extensionVersion',
} as const

function causeOf(finding: Finding, fields: readonly Field[], isPlatform: boolean): Cause {
  if (isPlatform) return 'platformObject'
  if (isNameOnly(finding)) return 'nameOnly'
  const role = fields[0]?.role
  return role && fields.every((field) => field.role === role) ? CAUSE_OF_ROLE[role] : 'unknown'
}

function severityOf(
  finding: Finding,
  fields: readonly Field[],
  judgement: Judgement,
  cause: Cause,
): Severity {
  if (isNameOnly(finding)) return judgement.severity ?? 'cosmetic'
  if (cause === 'platformObject') return 'low'
  if (judgement.severity) return judgement.severity
  if (finding.status === 'sourceOnly') return finding.kind.missing
  if (finding.status === 'targetOnly') return finding.kind.extra
  if (finding.status === 'unknown') return 'medium'
  return SEVERITIES.find((severity) => fields.some((field) => field.severity === severity)) ?? 'medium'
}

function hazardsOf(fields: readonly Field[], judgement: Judgement): Hazard[] {
  return [...new Set([...(judgement.hazards ?? []), ...fields.flatMap((field) => field.hazards ?? [])])]
}
