import { describe, expect, it } from 'vitest'
import { describeEndpoint, isTransactionPooler, recognizeEndpoint } from './endpoints'

const ref = 'abcdefghijklmnopqrst'
const pooler = 'aws-0-eu-central-1.pooler.supabase.com'

describe('recognizeEndpoint', () => {
  it.each([
    [`db.${ref}.supabase.co`, 5432, 'postgres', 'direct', ref],
    [`DB.${ref}.Supabase.co`, 5432, 'postgres', 'direct', ref],
    [`db.${ref}.supabase.co`, 6543, 'postgres', 'dedicatedPooler', ref],
    [pooler, 5432, `postgres.${ref}`, 'sessionPooler', ref],
    [pooler, 6543, `app_ro.${ref}`, 'transactionPooler', ref],
    [pooler, 6543, 'postgres', 'transactionPooler', null],
    ['127.0.0.1', 54322, 'postgres', 'local', null],
    ['localhost', 54322, 'postgres', 'local', null],
    ['::1', 54329, 'postgres', 'transactionPooler', null],
  ])('%s:%i as %s is %s', (host, port, user, kind, projectRef) => {
    expect(recognizeEndpoint({ host, port, user })).toEqual({
      kind,
      projectRef,
      isHosted: !/^(localhost|127|::1)/.test(host),
    })
  })

  it.each([
    ['db.example.com', 5432],
    [`db.${ref}.supabase.co.evil.com`, 5432],
    [`xdb.${ref}.supabase.co`, 5432],
    ['127.0.0.1', 5432],
    ['db.short.supabase.co', 5432],
  ])('%s:%i is not Supabase', (host, port) => {
    expect(recognizeEndpoint({ host, port, user: 'postgres' })).toBeNull()
  })
})

it('tells transaction poolers from the rest', () => {
  const at = (host: string, port: number, user: string) => recognizeEndpoint({ host, port, user })
  const session = at(pooler, 5432, `postgres.${ref}`)
  const transaction = at(pooler, 6543, `postgres.${ref}`)
  const dedicated = at(`db.${ref}.supabase.co`, 6543, 'postgres')
  const local = at('localhost', 54322, 'postgres')
  expect([session, transaction, dedicated, local, null].map(isTransactionPooler)).toEqual([
    false,
    true,
    true,
    false,
    false,
  ])
  expect([session, null].map(describeEndpoint)).toEqual(['session pooler', 'direct'])
})
