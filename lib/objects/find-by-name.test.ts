import { describe, expect, test } from 'vitest'
import { findByName } from './find-by-name'
import type { Kind } from './kind'
import { splitLines } from './lines'
import { copyValue } from './row'
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
    expect(find('nowhere', prod)).toEqual([])
  })

  test('finds names that are written in any mixture of cases', () => {
    const mixed = snapshot('public\tOrderItem\tx', 'public\tÜbersicht\tx')
    for (const text of ['orderitem', 'OrderItem', 'ORDERITEM', 'rIt']) {
      expect(find(text, mixed)).toEqual(['public.OrderItem'])
    }
    expect(find('übers', mixed)).toEqual(['public.Übersicht'])
  })

  test('lists first what is called just that, then what begins with it, then what holds it', () => {
    const orders = snapshot(
      'public\told_orders\tx',
      'orders\tlines\tx',
      'public\torders_2\tx',
      'public\torders\tx',
    )
    const ranked = ['public.orders', 'orders.lines', 'public.orders_2', 'public.old_orders']
    expect(find('orders', orders)).toEqual(ranked)
    expect(find('public.orders', orders)).toEqual(['public.orders', 'public.orders_2'])
    expect(findByName([orders], [table], 'orders', 1)).toMatchObject([
      { address: ['public', 'orders'], match: 'whole' },
    ])
  })

  test('takes signs that the lines hold in another spelling for what they are', () => {
    const odd = snapshot('public\ta\\tb\tx', 'public\tback\\\\slash\tx', 'public\tten\tx')
    expect(find('a\tb', odd)).toEqual(['public.a\tb'])
    expect(find('k\\s', odd)).toEqual(['public.back\\slash'])
    // The letter of an escape is no letter of the name.
    expect(find('t', odd)).toEqual(['public.ten'])
  })

  test.each([
    `it's "quoted"`,
    '<img src=x onerror=alert(1)>',
    'a\u202egnp.b',
    '👩‍👩‍👧 é café',
    '^$.*+?()[]{}|/-\\d\\',
    'line\nbreak\rand\ttab',
    '\u0000\u2028',
    'x'.repeat(300),
  ])('finds the name %j by itself and by a part of it', (name) => {
    const odd = snapshot(`public\t${copyValue(name)}\tx`, 'public\tplain\tx')
    expect(find(name, odd)).toEqual([`public.${name}`])
    expect(find(name.slice(1), odd)).toEqual([`public.${name}`])
    expect(find(`public.${name}`, odd)).toEqual([`public.${name}`])
  })

  test('stops at the limit', () => {
    expect(findByName([prod], [table], 'i', 1)).toHaveLength(1)
  })

  test('reads lines that are nothing but an address, and names without one', () => {
    const bare = { name: 'table', address: ['schema', 'name'], fields: [] } as unknown as Kind
    const one = snapshot('public\ta', 'public\tab')
    expect(findByName([one], [bare], 'a', 10).map(({ address }) => address)).toEqual([
      ['public', 'a'],
      ['public', 'ab'],
    ])
  })
})
