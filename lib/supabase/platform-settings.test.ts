import { expect, test } from 'vitest'
import { isPlatformSetting } from './platform-settings'

test.each([
  ['anon', 'statement_timeout', '3s', true],
  ['anon', 'statement_timeout', '3000ms', true],
  ['anon', 'statement_timeout', '8s', false],
  ['authenticated', 'statement_timeout', '8s', true],
  ['authenticated', 'statement_timeout', '15s', false],
  ['authenticated', 'lock_timeout', '8s', false],
  ['authenticator', 'pgrst.db_schemas', 'public, api', false],
  ['authenticator', 'session_preload_libraries', 'safeupdate', true],
  ['service_role', 'statement_timeout', '1min', false],
  ['postgres', 'search_path', '"$user", public, extensions', true],
  ['postgres', 'search_path', 'app, public', false],
  ['supabase_auth_admin', 'idle_in_transaction_session_timeout', '60000', true],
  ['constructor', 'constructor', '', false],
  ['', 'statement_timeout', '8s', false],
])('%s: %s = %s', (role, name, value, expected) => {
  expect(isPlatformSetting({ role, name, value })).toBe(expected)
})
