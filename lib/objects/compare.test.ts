import { describe, expect, test } from 'vitest'
import { sql } from '../sql/sql'
import { compareSnapshots } from './compare'
import { buildGrid } from './grid'
import type { Kind } from './kind'
import type { Row } from './row'
import { fingerprint, type Snapshot } from './snapshot'
import { snapshotOf } from './snapshot.fixture'

const box: Kind = {
  name: 'box',
  label: { one: 'box', many: 'boxes' },
  address: ['name'],
  fields: [
    { name: 'colour', label: 'Colour', severity: 'high' },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
  ],
  query: () => sql`select 1`,
  missing: 'high',
  extra: 'medium',
  ddl: () => '',
}

const lid: Kind = {
  ...box,
  name: 'lid',
  label: { one: 'lid', many: 'lids' },
  address: ['box', 'name'],
  fields: [{ name: 'size', label: 'Size', severity: 'medium' }],
  parent: (row) => ({ kind: 'box', address: [row.box as string] }),
  pairsByDefinition: true,
}

const kinds = [box, lid]
const compare = (source: Snapshot, target: Snapshot) => compareSnapshots(source, target, kinds)

function snapshot(boxes: readonly Row[], lids: readonly Row[] = [], properties = {}): Snapshot {
  return snapshotOf(
    [
      { kind: box, rows: boxes },
      { kind: lid, rows: lids },
    ],
    properties,
  )
}

const red = { name: 'a', colour: 'red', owner: 'ann' }

test('as many objects as no call takes arguments are compared like few', () => {
  const boxes = Array.from({ length: 150_000 }, (_, i) => ({ ...red, name: `t${i}` }))
  const { counts, differences } = compare(
    snapshot(boxes, [{ box: 't7', name: 'lid', size: '1' }]),
    snapshot([]),
  )
  expect(counts).toMatchObject({ sourceOnly: 150_000, consequences: 1, equal: 0 })
  expect(differences).toHaveLength(150_000)
})

describe('a pair of snapshots', () => {
  test('with the same objects in another order is identical and has one fingerprint', () => {
    const [one, other] = [snapshot([red, { ...red, name: 'b' }]), snapshot([{ ...red, name: 'b' }, red])]
    expect(compare(one, other)).toMatchObject({ identical: true, counts: { equal: 2 } })
    expect(fingerprint(one)).toBe(fingerprint(other))
    expect(fingerprint(one)).not.toBe(fingerprint(snapshot([red])))
  })

  test('names the property that differs, with both values', () => {
    const { differences, identical } = compare(snapshot([red]), snapshot([{ ...red, colour: null }]))
    expect(identical).toBe(false)
    expect(differences).toMatchObject([
      { kind: 'box', address: ['a'], status: 'different', severity: 'high', cause: 'unknown' },
    ])
    expect(differences[0]?.fields).toEqual([
      { name: 'colour', label: 'Colour', severity: 'high', source: 'red', target: null },
    ])
  })

  test('tells a cause where all that differs has it, and the worst severity otherwise', () => {
    const owner = compare(snapshot([red]), snapshot([{ ...red, owner: 'bob' }])).differences[0]
    expect(owner).toMatchObject({ cause: 'ownerOnly', severity: 'low' })
    const both = compare(snapshot([red]), snapshot([{ ...red, owner: 'bob', colour: 'blue' }])).differences[0]
    expect(both).toMatchObject({ cause: 'unknown', severity: 'high' })
  })

  test('groups what is missing along with its parent under it', () => {
    const lids = [
      { box: 'a', name: 'x', size: '1' },
      { box: 'a', name: 'y', size: '2' },
    ]
    const { differences, counts } = compare(snapshot([red], lids), snapshot([]))
    expect(differences).toMatchObject([{ kind: 'box', status: 'sourceOnly' }])
    expect(differences[0]?.consequences.map(({ id }) => id)).toEqual(['lid:a.x', 'lid:a.y'])
    expect(counts).toMatchObject({ sourceOnly: 1, consequences: 2 })
  })

  test('joins two names of one definition under one parent, one to one', () => {
    const source = snapshot(
      [red],
      [
        { box: 'a', name: 'x', size: '1' },
        { box: 'a', name: 'y', size: '1' },
      ],
    )
    const target = snapshot([red], [{ box: 'a', name: 'z', size: '1' }])
    expect(compare(source, target).differences).toMatchObject([
      { status: 'sourceOnly', address: ['a', 'y'] },
      { status: 'different', cause: 'nameOnly', address: ['a', 'x'], targetAddress: ['a', 'z'] },
    ])
  })

  test('never takes what could not be read for equal or missing', () => {
    const unread = { ...snapshot([red]), kinds: new Map() }
    for (const [source, target] of [
      [snapshot([red]), unread],
      [unread, snapshot([red])],
    ] as const) {
      expect(compare(source, target)).toMatchObject({
        identical: false,
        counts: { equal: 0, unknown: 1, sourceOnly: 0, targetOnly: 0 },
      })
    }
    const busy = snapshot([red], [], { busy: { box: [0] } })
    expect(compare(busy, busy)).toMatchObject({ identical: false, counts: { equal: 0, unknown: 1 } })
  })

  test('with equal objects is not identical while a blind spot is left', () => {
    const blind = snapshot([red], [], { blindSpots: [{ kind: 'role', reason: 'permission', message: 'no' }] })
    expect(compare(blind, snapshot([red]))).toMatchObject({ identical: false, differences: [] })
  })

  test('does not compare what one side cannot have', () => {
    const since18 = [box, { ...lid, since: 18 }]
    const old = snapshotOf([{ kind: box, rows: [red] }], { server: { version: '15.1', major: 15 } })
    const found = compareSnapshots(snapshot([red], [{ box: 'a', name: 'x', size: '1' }]), old, since18)
    expect(found).toMatchObject({ identical: true, diagnostics: [{ code: 'notComparable' }] })
  })

  test('keeps names apart that other programs mix up', () => {
    const names = [
      '__proto__',
      'constructor',
      'a.b',
      'a',
      'A',
      ' a',
      'a%2Eb',
      'é',
      'e\u0301',
      'a\tb',
      '',
      '\ud83d\ude00',
    ]
    const source = snapshot(names.map((name) => ({ ...red, name })))
    expect(compare(source, source)).toMatchObject({ identical: true, counts: { equal: names.length } })
    const target = snapshot(names.map((name) => ({ ...red, name, colour: 'blue' })))
    const ids = compare(source, target).differences.map(({ id }) => id)
    expect(new Set(ids).size).toBe(names.length)
    expect(({} as Record<string, unknown>).colour).toBeUndefined()
  })
})

/** A small generator whose numbers depend on the seed alone (mulberry32). */
function random(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

function randomSnapshot(next: (below: number) => number): Snapshot {
  const boxes = Array.from({ length: next(6) }, (_, i) => ({
    name: `box ${i + next(2)}`,
    colour: ['red', 'blue', null][next(3)] as string | null,
    owner: 'ann',
  }))
  const unique = [...new Map(boxes.map((row) => [row.name, row])).values()]
  const lids = unique.flatMap(({ name }) =>
    Array.from({ length: next(3) }, (_, i) => ({ box: name, name: `lid ${i}`, size: String(next(2)) })),
  )
  const made = snapshot(unique, lids, next(4) === 0 && unique.length > 0 ? { busy: { box: [0] } } : {})
  return next(8) === 0 ? { ...made, kinds: new Map([...made.kinds].slice(0, 1)) } : made
}

describe('whatever the snapshots', () => {
  const seeds = Array.from({ length: 300 }, (_, i) => i)

  test.each(seeds)('seed %i: counts add up, sides swap, and nothing unknown is called equal', (seed) => {
    const next = random(seed)
    const [source, target] = [randomSnapshot(next), randomSnapshot(next)]
    const { differences, counts, identical } = compare(source, target)
    const back = compare(target, source)
    expect(counts.different + counts.sourceOnly + counts.targetOnly + counts.unknown).toBe(differences.length)
    expect(back.counts).toMatchObject({
      different: counts.different,
      sourceOnly: counts.targetOnly,
      targetOnly: counts.sourceOnly,
      unknown: counts.unknown,
      equal: counts.equal,
      consequences: counts.consequences,
    })
    for (const [kind, { equal = 0, ...statuses }] of Object.entries(counts.byKind)) {
      const found = differences.filter((difference) => difference.kind === kind)
      expect(Object.values(statuses).reduce((sum, count) => sum + (count ?? 0), 0)).toBe(found.length)
      expect(equal).toBeGreaterThanOrEqual(0)
    }
    for (const { status, fields } of differences) expect(fields.length > 0).toBe(status === 'different')
    expect(identical).toBe(differences.length === 0 && source.kinds.size === 2 && target.kinds.size === 2)
  })

  test.each(seeds.slice(0, 100))(
    'seed %i: the grid says of every pair what comparing the pair says',
    (seed) => {
      const next = random(seed)
      const snapshots = [randomSnapshot(next), randomSnapshot(next), randomSnapshot(next)]
      const grid = buildGrid(snapshots, 1, kinds)
      for (const [place, comparison] of grid.comparisons.entries()) {
        if (place === 1) {
          expect(comparison).toBeNull()
          continue
        }
        const alone = compare(snapshots[1] as Snapshot, snapshots[place] as Snapshot)
        expect(comparison?.counts).toEqual(alone.counts)
        const shown = grid.rows.filter(({ cells }) => cells[place]?.difference)
        expect(new Set(shown.map(({ id }) => id))).toEqual(new Set(alone.differences.map(({ id }) => id)))
        for (const { cells } of shown) expect(['equal', 'absent']).not.toContain(cells[place]?.status)
      }
    },
  )
})

test('what is the platform’s on one side only is the team’s doing', () => {
  const isPlatformObject = (_: Kind, row: Row) => row.colour === 'red'
  const isSameOwner = () => false
  const causeOf = (colours: readonly (string | undefined)[]) => {
    const [source, target] = colours.map((colour) => snapshot(colour ? [{ ...red, colour }] : [])) as [
      Snapshot,
      Snapshot,
    ]
    const rules = { isPlatformObject, isSameOwner }
    return compareSnapshots(source, target, kinds, rules).differences.map(({ cause }) => cause)
  }
  expect(causeOf(['red', undefined])).toEqual(['platformObject'])
  expect(causeOf([undefined, 'red'])).toEqual(['platformObject'])
  expect(causeOf(['red', 'blue'])).toEqual(['unknown'])
  expect(causeOf(['blue', 'red'])).toEqual(['unknown'])
})

describe('the grid', () => {
  test('letters definitions by how many share them, and shows the outlier', () => {
    const blue = { ...red, colour: 'blue' }
    const grid = buildGrid([snapshot([red]), snapshot([red]), snapshot([blue]), snapshot([])], 0, kinds)
    expect(grid.rows).toHaveLength(1)
    expect(grid.rows[0]?.cells.map(({ status, variant }) => [status, variant])).toEqual([
      ['equal', 0],
      ['equal', 0],
      ['different', 1],
      ['missing', null],
    ])
    expect(grid.objects.box).toEqual([1, 1, 1, 0])
  })
})
