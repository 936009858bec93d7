import { policy as policyKind } from '../kinds/policy'
import { enumeration } from '../kinds/privileges'
import { listValue } from '../objects/list-value'
import { type Row, text } from '../objects/row'
import type { RightsChange, TableSide } from './asked-roles'
import type { CallChange } from './compare-calls'
import type { TableComparison } from './compare-tables'
import type { PolicyPair } from './pair-policies'

/**
 * What is not the same in the target, one line each: the switches, the owner, who always passes and who has whose
 * rights, functions, then policy by policy.
 */
export function differenceReasons(
  { switches, hasOtherOwner, passers, rights, calls, policies }: TableComparison,
  source: TableSide,
  target: TableSide,
  sourceName: string,
): string[] {
  const { table, index } = target
  return [
    ...(switches.isEnabled ? [`Row-level security is ${table.isEnabled ? 'on' : 'off'} here.`] : []),
    ...(switches.isForced ? [forcedReason(table, index.roles.passesAlways(table.owner))] : []),
    ...(hasOtherOwner
      ? [`It belongs to ${table.owner} here, and to ${source.table.owner} in ${sourceName}.`]
      : []),
    ...passers.map((role) =>
      index.roles.passesAlways(role)
        ? `Row-level security never holds back ${role} here.`
        : `Row-level security never holds back ${role} in ${sourceName}.`,
    ),
    ...rights.flatMap((change) => rightsReasons(change, sourceName)),
    ...calls.map((change) => callReason(change, sourceName)),
    ...policies.map((pair) => policyReason(pair, source.table.isEnabled && table.isEnabled, sourceName)),
  ]
}

function rightsReasons({ role, gained, lost }: RightsChange, sourceName: string): string[] {
  return [
    ...(gained.length > 0
      ? [`${role} has the rights of ${enumeration(gained)} here, and not in ${sourceName}.`]
      : []),
    ...(lost.length > 0
      ? [`${role} has the rights of ${enumeration(lost)} in ${sourceName}, and not here.`]
      : []),
  ]
}

function callReason({ source, target, policies }: CallChange, sourceName: string): string {
  const what = `${enumeration(policies.map((name) => `“${name}”`))} ${policies.length > 1 ? 'call' : 'calls'}`
  return source.join() === target.join()
    ? `${what} ${enumeration(target)}, which ${target.length > 1 ? 'differ' : 'differs'}.`
    : `${what} ${enumeration(target)} here, and ${enumeration(source)} in ${sourceName}.`
}

function forcedReason({ isForced, owner }: TableSide['table'], passesAlways: boolean): string {
  const what = isForced
    ? `It is forced for the owner ${owner} here`
    : `It is not forced for the owner ${owner} here`
  return passesAlways ? `${what}, who passes it anyway.` : `${what}.`
}

function policyReason({ source, target, fields }: PolicyPair, applies: boolean, sourceName: string): string {
  if (!target) return `${described(source as Row, applies)} is missing here.`
  if (!source) return `${described(target, applies)} is not in ${sourceName}.`
  if (fields.length === 0) return `“${text(source, 'name')}” is called “${text(target, 'name')}” here.`
  const labels = policyKind.fields.filter(({ name }) => fields.includes(name)).map(({ label }) => label)
  return `“${text(source, 'name')}” differs in ${enumeration(labels)}.`
}

/** `The restrictive policy “x” (DELETE, authenticated)`. */
function described(row: Row, applies: boolean): string {
  const roles = listValue(row.roles).map((role) => (role === 'public' ? 'every role' : role))
  const type = applies ? `${text(row, 'type')} ` : ''
  return `The ${type}policy “${text(row, 'name')}” (${text(row, 'command')}, ${roles.join(', ')})`
}
