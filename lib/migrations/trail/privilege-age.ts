import { API_ROLES } from '../../kinds/privileges'
import type { Difference, DifferenceStatus } from '../../objects/difference'
import { listValue } from '../../objects/list-value'
import { PRIVILEGE_TYPES } from './extension-grants'

/**
 * Tells of differences on the platform which ones come from the age of a project: what its API may do with new objects
 * of `public` depends on when it was made, and so does what it may do with objects that were made since.
 * https://github.com/orgs/supabase/discussions/45329
 */
export function tellPrivilegeAge(differences: readonly Difference[]): Difference[] {
  const defaults = new Map(
    differences.flatMap((difference) => {
      const { kind, address } = difference
      const [creator, schema, type, role = ''] = address
      const isPlatforms = creator === 'postgres' && schema === 'public' && API_ROLES.includes(role)
      return kind === 'default-privilege' && isPlatforms ? [[`${type} ${role}`, difference] as const] : []
    }),
  )
  const known = new Set(defaults.values())
  return differences.map((difference) => {
    const isOld = known.has(difference) || followsDefault(difference, defaults)
    return isOld && difference.cause === 'handMade'
      ? { ...difference, cause: 'defaultPrivilegeAge', reasons: undefined }
      : difference
  })
}

function followsDefault(
  { kind, address, status, fields }: Difference,
  defaults: ReadonlyMap<string, Difference>,
): boolean {
  if (kind !== 'grant') return false
  const [onKind = '', schema, , third, grantee] = address
  const preset = defaults.get(`${PRIVILEGE_TYPES[onKind]} ${grantee}`)
  if (!preset || schema !== 'public' || (third !== '' && onKind !== 'function')) return false
  const own = changeIn(status, fields)
  const made = changeIn(preset.status, preset.fields)
  return isWithin(own.lost, made.lost) && isWithin(own.gained, made.gained)
}

/** Privileges that only one side has; null for all there are. */
interface Changed {
  readonly lost: readonly string[] | null
  readonly gained: readonly string[] | null
}

function changeIn(status: DifferenceStatus, fields: Difference['fields']): Changed {
  if (status === 'sourceOnly') return { lost: null, gained: [] }
  if (status === 'targetOnly') return { lost: [], gained: null }
  const privileges = fields.find(({ name }) => name === 'privileges')
  const [source, target] = [listValue(privileges?.source), listValue(privileges?.target)]
  return {
    lost: source.filter((each) => !target.includes(each)),
    gained: target.filter((each) => !source.includes(each)),
  }
}

function isWithin(own: readonly string[] | null, made: readonly string[] | null): boolean {
  if (made === null) return true
  return own?.every((each) => made.includes(each)) ?? false
}
