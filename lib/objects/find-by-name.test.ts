import { describe, expect, test } from 'vitest'
import { findByName } from './find-by-name'
import type { Kind } from './kind'
import { splitLines } from './lines'
import type { Snapshot } from './snapshot'

const table = { name: 'table', address: ['schema', 'name'], fields: [{ name: 'body' }] } as unknown as Kind
const bytes = (lines: readonly string[]) =>
  splitLines(new TextEncoder().encode(lines.map((line) => `${line}\n`).join('')))
const snapshot = (...lines: string[]): Snapshot => ({
  name: 'prod',
  origin: 'environment',
  server: { version: '18.0', major: 18 } as Snapshot['server'],
  readAt: '2026-01-01T00:00:00.000Z',
  kinds: new Map([['table', { lines: bytes(lines), busy: new Set<number>() }]]),
  blindSpots: [],
  diagnostics: [],
})
const find = (text: string, ...snapshots: Snapshot[]) =>
  findByName(snapshots, [table], text, 10).map(({ address }) => address.join('.'))

describe('finding objects by name', () => {
  const prod = snapshot(
    'public\tinvoices\tselect 1',
    'public\tInvoice_Lines\tx',
    'billing\tplans\tfrom invoices',
  )

  test('looks at names, not at what objects are made of', () => {
    expect(find('invoice', prod)).toEqual(['public.invoices', 'public.Invoice_Lines'])
  })

  test('takes schema and name together, and any case', () => {
    expect(find('PUBLIC.inv', prod)).toEqual(['public.invoices', 'public.Invoice_Lines'])
    expect(find('billing.', prod)).toEqual(['billing.plans'])
  })

  test('lists what several environments have once', () => {
    expect(find('plans', prod, snapshot('billing\tplans\tother', 'old\tplans\tx'))).toEqual([
      'billing.plans',
      'old.plans',
    ])
  })

  test('finds nothing for nothing', () => {
    expect(find('', prod)).toEqual([])
    expect(find('.', prod)).toEqual([])
    expect(find('nowhere', prod)).toEqual([])
  })

  test('stops at the limit', () => {
    expect(findByName([prod], [table], 'i', 1)).toHaveLength(1)
  })
})
