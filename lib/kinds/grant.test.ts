import { describe, expect, test } from 'vitest'
import { NO_PLATFORM } from '../objects/comparison-rules'
import { compareFields } from '../objects/fields'
import type { Servers } from '../objects/kind'
import type { Row } from '../objects/row'
import { defaultPrivilege } from './default-privilege'
import { grant } from './grant'

const server = (major: number) => ({ version: `${major}.1`, major })
const servers = (source: number, target: number): Servers => ({
  source: server(source),
  target: server(target),
})
const both = servers(17, 17)

function row(privileges: readonly string[], changes: Partial<Row> = {}): Row {
  return {
    onKind: 'table',
    first: 'public',
    second: 'customers',
    third: null,
    grantee: 'anon',
    grantor: null,
    privileges: JSON.stringify(privileges),
    unlisted: null,
    everybody: null,
    isPreset: 'f',
    isOwner: 'f',
    parentKind: 'table',
    partOf: null,
    ...changes,
  }
}

const judge = (source: Row | undefined, target: Row | undefined, of = both) =>
  grant.judge?.({ ...(source ? { source } : {}), ...(target ? { target } : {}), fields: ['privileges'] }, of)

const isSame = (source: Row, target: Row, of: Servers) =>
  compareFields(grant, source, target, of, NO_PLATFORM).different.length === 0

describe('what a grant means', () => {
  test('more for visitors of the API is critical', () => {
    expect(judge(row(['SELECT']), row(['DELETE', 'INSERT', 'SELECT']))).toEqual({
      severity: 'critical',
      hazards: ['closesAccess'],
      meaning: 'Here anon may also insert and delete.',
    })
    expect(judge(undefined, row(['SELECT', 'TRUNCATE']))?.meaning).toBe(
      'Here anon may select and truncate. Row-level security does not hold back TRUNCATE.',
    )
  })

  test('what reads and writes nothing is less than critical, also for them', () => {
    expect(judge(undefined, row(['REFERENCES', 'TRIGGER']))?.severity).toBe('high')
  })

  test('less for them is high, and making it like the source opens access', () => {
    expect(judge(row(['SELECT']), undefined)).toEqual({
      severity: 'high',
      hazards: ['opensAccess'],
      meaning: 'Here anon may not select.',
    })
  })

  test('a row that is missing stands for what the server gives', () => {
    const revoked = row([], { onKind: 'function', grantee: 'public', unlisted: '["EXECUTE"]' })
    expect(judge(revoked, undefined)).toMatchObject({
      severity: 'critical',
      meaning: 'Here every role may call it.',
    })
    expect(judge(undefined, revoked)).toMatchObject({
      severity: 'high',
      meaning: 'Here not every role may call it.',
    })
  })

  test('what every role may do anyway is no more and no less', () => {
    const own = row(['EXECUTE'], { onKind: 'function', everybody: '["EXECUTE"]' })
    expect(judge(own, undefined)).toEqual({
      severity: 'low',
      hazards: [],
      meaning: 'In the source anon may call it by a grant of its own too, as every role may.',
    })
    expect(judge(undefined, own)).toEqual({
      severity: 'low',
      hazards: [],
      meaning: 'Here anon may call it by a grant of its own too, as every role may.',
    })
    expect(judge(undefined, row(['DELETE', 'SELECT'], { everybody: '["SELECT"]' }))).toMatchObject({
      severity: 'critical',
      hazards: ['closesAccess'],
    })
  })

  test('a grant option is told apart from the privilege', () => {
    expect(judge(row(['SELECT'], { grantee: 'app' }), row(['SELECT*'], { grantee: 'app' }))).toEqual({
      severity: 'high',
      hazards: ['closesAccess'],
      meaning: 'Here app may grant SELECT to others.',
    })
  })
})

describe('servers of different majors', () => {
  test('MAINTAIN counts only where both have it', () => {
    const [without, with17] = [row(['SELECT']), row(['MAINTAIN', 'SELECT'])]
    expect(isSame(without, with17, servers(16, 17))).toBe(true)
    expect(isSame(without, with17, both)).toBe(false)
    expect(judge(row(['SELECT']), row(['INSERT', 'MAINTAIN', 'SELECT']), servers(15, 18))?.meaning).toBe(
      'Here anon may also insert.',
    )
  })

  test('what each server itself gives on the schema public is no difference, what somebody changed is', () => {
    const publicOf = (privileges: readonly string[], isPreset: string) =>
      row(privileges, { onKind: 'schema', second: null, grantee: 'public', isPreset })
    const [old, now] = [publicOf(['CREATE', 'USAGE'], 't'), publicOf(['USAGE'], 't')]
    expect(isSame(old, now, servers(14, 15))).toBe(true)
    expect(isSame(publicOf(['CREATE', 'USAGE'], 'f'), now, servers(15, 15))).toBe(false)
    expect(isSame(publicOf(['USAGE'], 'f'), now, servers(14, 15))).toBe(true)
  })
})

describe('what a default privilege means', () => {
  const entry = (changes: Partial<Row> = {}): Row => ({
    creator: 'postgres',
    schema: 'public',
    objectType: 'tables',
    grantee: 'anon',
    privileges: '["INSERT", "SELECT"]',
    unlisted: null,
    ...changes,
  })
  const change = (source: Row | undefined, target: Row | undefined) =>
    defaultPrivilege.judge?.(
      { ...(source ? { source } : {}), ...(target ? { target } : {}), fields: [] },
      both,
    )

  test('the API opens or closes what is created later, by the age of the project', () => {
    expect(change(entry(), undefined)).toEqual({
      severity: 'high',
      hazards: ['opensAccess'],
      meaning:
        'Here anon does not get INSERT and SELECT on new tables that postgres creates in public, unless a migration ' +
        'grants it. What a Supabase project starts with here depends on when it was made.',
    })
    expect(change(undefined, entry())).toMatchObject({ severity: 'high', hazards: ['closesAccess'] })
  })

  test('a team’s own roles are less serious, types hardly at all', () => {
    expect(change(undefined, entry({ grantee: 'reporting', schema: null }))).toEqual({
      severity: 'medium',
      hazards: ['closesAccess'],
      meaning: 'Here reporting gets INSERT and SELECT on new tables that postgres creates.',
    })
    expect(change(undefined, entry({ objectType: 'types', privileges: '["USAGE"]' }))?.severity).toBe('low')
  })
})

test('statements lead from what is given without a grant to what is listed', () => {
  const options = {
    onKind: 'column',
    third: 'Total',
    grantee: 'public',
    unlisted: '["INSERT", "SELECT*", "UPDATE"]',
  }
  expect(grant.ddl(row(['DELETE', 'REFERENCES*', 'SELECT', 'UPDATE'], options), () => [])).toBe(
    [
      'REVOKE INSERT ("Total") ON TABLE public.customers FROM PUBLIC;',
      'REVOKE GRANT OPTION FOR SELECT ("Total") ON TABLE public.customers FROM PUBLIC;',
      'GRANT DELETE ("Total") ON TABLE public.customers TO PUBLIC;',
      'GRANT REFERENCES ("Total") ON TABLE public.customers TO PUBLIC WITH GRANT OPTION;',
    ].join('\n'),
  )
})
