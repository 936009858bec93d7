import { functionKind } from '../kinds/function'
import { type ObjectRef, objectId } from '../objects/address'
import type { ComparisonRules } from '../objects/comparison-rules'
import { compareFields } from '../objects/fields'
import type { Servers } from '../objects/kind'
import { isTrue, type Row, text } from '../objects/row'
import { qualifiedName } from '../sql/display'
import { BUSY } from '../sql/fragments'
import type { TableSide } from './asked-roles'
import type { IsSameText } from './implies'
import { perPair } from './per-pair'
import { namedByPolicies } from './policy-lines'

/** A function that policies of both sides call by the same name, and that is not the same there. */
export interface CallChange {
  readonly name: string
  /** With its arguments, of which there may be several by one name. */
  readonly source: readonly string[]
  readonly target: readonly string[]
  /** The policies of the target that call it. */
  readonly policies: readonly string[]
}

/** How functions are compared. */
interface FunctionContext {
  readonly servers: Servers
  readonly rules: ComparisonRules
}

/**
 * The functions that policies of a table call and that do not do the same on both sides: their definitions differ, or the name
 * means another one there. What these functions call in turn is not looked at.
 */
export function changedCalls(source: TableSide, target: TableSide, context: FunctionContext): CallChange[] {
  const before = callsByName(source)
  if (before.size === 0) return []
  const known = knownSame(source.index, target.index)
  const isSameFunction = (ref: ObjectRef) => {
    const id = objectId(ref)
    const isSame = known.get(id) ?? haveSameEffect(ref, source, target, context)
    known.set(id, isSame)
    return isSame
  }
  return [...callsByName(target)].flatMap(([place, { name, refs, policies }]): CallChange[] => {
    const others = before.get(place)?.refs
    if (!others) return []
    const [from, to] = [others, refs].map((each) => [...each.keys()].sort()) as [string[], string[]]
    const isSame = from.join('\n') === to.join('\n') && [...refs.values()].every(isSameFunction)
    return isSame ? [] : [{ name, source: from, target: to, policies }]
  })
}

/** Takes no two texts as the same that call what is not the same; what no policy shows by its name may be in any text. */
export function sameUnlessCalled(
  isSame: IsSameText,
  changes: readonly CallChange[],
  { table }: TableSide,
): IsSameText {
  if (changes.length === 0) return isSame
  const patterns = changes.map(
    ({ name }) => new RegExp(`(?<![\\w$])${name.replace(/\W/g, '\\$&')}(?![\\w$])`),
  )
  if (patterns.some((pattern) => !pattern.test(table.definition))) return () => false
  return (left, right) =>
    isSame(left, right) && !patterns.some((pattern) => pattern.test(left) || pattern.test(right))
}

/** By its id, whether a function does the same in two snapshots. */
const knownSame = perPair(() => new Map<string, boolean>())

/** The fields of a function that decide what it returns. */
const EFFECTIVE = new Set([
  'arguments',
  'result',
  'language',
  'body',
  'library',
  'securityDefiner',
  'settings',
  'isStrict',
])

/** The platform renews its own functions; what could not be read on one side is told elsewhere. */
function haveSameEffect(
  ref: ObjectRef,
  source: TableSide,
  target: TableSide,
  { servers, rules }: FunctionContext,
): boolean {
  const [from, to] = [source, target].map(({ index }) => index.calls.find(ref))
  if (!from || !to || rules.isPlatformObject(functionKind, to)) return true
  if ([from, to].some(({ body }) => body === BUSY)) return true
  const { different } = compareFields(functionKind, withoutReturns(from), withoutReturns(to), servers, rules)
  return !different.some(
    ({ name }) => EFFECTIVE.has(name) || (name === 'owner' && isTrue(to, 'securityDefiner')),
  )
}

/** Files that were written on Windows make bodies with other ends of lines. */
function withoutReturns(row: Row): Row {
  return { ...row, body: text(row, 'body').replaceAll('\r\n', '\n') }
}

interface Called {
  readonly name: string
  readonly refs: Map<string, ObjectRef>
  readonly policies: string[]
}

function callsByName({ table, index }: TableSide): Map<string, Called> {
  const found = new Map<string, Called>()
  for (const policy of table.policies ?? []) {
    for (const ref of index.calls.by(policy)) {
      const [schema = '', name = '', args = ''] = ref.address
      const place = qualifiedName(schema, name)
      const called: Called = found.get(place) ?? { name, refs: new Map(), policies: [] }
      found.set(place, called)
      called.refs.set(`${place}(${args})`, ref)
      called.policies.push(
        ...namedByPolicies([policy]).names.filter((each) => !called.policies.includes(each)),
      )
    }
  }
  return found
}
