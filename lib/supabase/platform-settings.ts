import { isSameSetting } from '../kinds/setting-value'
import { type Row, text } from '../objects/row'
import { isPlatformOwner, isPlatformRole } from './platform-names'

/**
 * What every project sets for the roles that teams set something for as well.
 * https://supabase.com/docs/guides/database/postgres/timeouts
 */
const DEFAULTS: ReadonlyMap<string, readonly (readonly [name: string, value: string])[]> = new Map([
  ['anon', [['statement_timeout', '3s']]],
  ['authenticated', [['statement_timeout', '8s']]],
  [
    'authenticator',
    [
      ['statement_timeout', '8s'],
      ['lock_timeout', '8s'],
      ['session_preload_libraries', 'safeupdate'],
      ['session_preload_libraries', 'supautils, safeupdate'],
    ],
  ],
  [
    'postgres',
    [
      ['search_path', '"$user", public, extensions'],
      ['search_path', '"\\$user", public, extensions'],
    ],
  ],
])

/**
 * Whether a setting of a role is the platform's: any of a role by which it runs its services, but of the roles that
 * applications act as only what it sets itself. Another value there is the team's choice.
 */
export function isPlatformSetting(row: Row): boolean {
  const [role, name, value] = [text(row, 'role'), text(row, 'name'), text(row, 'value')]
  const isServices = isPlatformOwner(role) && !DEFAULTS.has(role)
  if (!isPlatformRole(role) || isServices) return isServices
  const usual = DEFAULTS.get(role) ?? []
  return usual.some(([usualName, usualValue]) => usualName === name && isSameSetting(name, usualValue, value))
}
