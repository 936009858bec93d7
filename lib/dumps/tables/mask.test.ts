import { describe, expect, it } from 'vitest'
import type { MaskRule } from '../dump-record'
import { checkMasks, maskedColumns } from './mask'
import type { ColumnToDump, ForeignKey, TableToDump } from './table-to-dump'

const PLAIN: ColumnToDump = {
  name: '',
  type: 'text',
  baseType: 'text',
  category: 'S',
  maxLength: null,
  digits: null,
  isNotNull: false,
  isGenerated: false,
  computedFrom: [],
  isUnique: false,
  hasEqualNulls: false,
  isPartitionKey: false,
  hasOwnJson: false,
  holdsJson: false,
}

function table(
  name: string,
  columns: Record<string, Partial<ColumnToDump>>,
  rest: Partial<TableToDump> = {},
): TableToDump {
  return {
    oid: [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7),
    schema: 'public',
    name,
    columns: Object.entries(columns).map(([column, facts]) => ({ ...PLAIN, name: column, ...facts })),
    estimatedRows: null,
    bytes: 0,
    isReadable: true,
    hidesRows: false,
    ancestors: [],
    condition: '',
    references: [],
    ...rest,
  }
}

const INTEGER = { type: 'integer', baseType: 'integer', category: 'N' }
const UUID = { type: 'uuid', baseType: 'uuid', category: 'U' }
const DATE = { type: 'date', baseType: 'date', category: 'D' }

const USERS = table('users', {
  id: { ...INTEGER, isUnique: true, isNotNull: true },
  mail: { isUnique: true, isNotNull: true },
  nick: { isUnique: true, hasEqualNulls: true },
  name: {},
  code: { type: 'character(2)', baseType: 'character', maxLength: 2 },
  born: DATE,
  key: UUID,
  low: { isGenerated: true, computedFrom: ['mail'] },
  region: { isPartitionKey: true },
  flag: { type: 'boolean', baseType: 'boolean', category: 'B' },
  letter: { type: '"char"', baseType: '"char"' },
  names: { type: 'text[]', baseType: 'text[]', category: 'A' },
})

type Mask = MaskRule extends infer R ? (R extends MaskRule ? Omit<R, 'table' | 'column'> : never) : never

const rule = (column: string, mask: Mask, of = 'public.users') => ({ table: of, column, ...mask }) as MaskRule
const fake = (like: Extract<MaskRule, { mask: 'fake' }>['like']): Mask => ({ mask: 'fake', like })
const fixed = (value: string): Mask => ({ mask: 'fixed', value })

describe('rules for columns', () => {
  it.each([
    ['name', { mask: 'null' }],
    ['mail', { mask: 'hash' }],
    ['key', { mask: 'hash' }],
    ['mail', fake('email')],
    ['key', fake('uuid')],
    ['name', fake('uuid')],
    ['name', fake('name')],
    ['name', fake('phone')],
    ['code', fake('text')],
    ['born', fake('date')],
    ['code', fixed('éé')],
    ['flag', fixed('true')],
  ] as [string, Mask][])('%s takes %j', (column, mask) => {
    const plan = checkMasks([rule(column, mask)], [USERS])
    expect([...(plan.get(USERS.oid)?.keys() ?? [])]).toEqual([column])
  })

  it.each([
    ['mail', { mask: 'null' }, 'it is NOT NULL. Use another mask.'],
    ['nick', { mask: 'null' }, 'a unique index may count its nulls as equal. Use hash.'],
    [
      'mail',
      fixed('x'),
      'its values have to be unique, and all would be the same. Use hash, or a fake email or uuid.',
    ],
    ['code', fixed('abc'), 'it holds 2 characters at most, and the value has 3.'],
    ['name', fixed('a\0b'), 'the value has a character that Postgres cannot hold.'],
    ['id', { mask: 'hash' }, 'a hash is a text or a uuid, and the column is of type integer.'],
    ['letter', { mask: 'hash' }, 'a hash is a text or a uuid, and the column is of type "char".'],
    ['names', { mask: 'hash' }, 'a hash is a text or a uuid, and the column is of type text[].'],
    ['code', { mask: 'hash' }, 'it holds 2 characters at most, and a hash has 32.'],
    ['code', fake('email'), 'it holds 2 characters at most, and a made-up email has 37.'],
    ['born', fake('email'), 'a made-up email does not fit the type date.'],
    ['name', fake('number'), 'a made-up number does not fit the type text.'],
    ['key', fake('name'), 'a made-up name does not fit the type uuid.'],
    [
      'mail',
      fake('name'),
      'its values have to be unique, and a made-up name may come twice. Use hash, or a fake email or uuid.',
    ],
    [
      'id',
      fake('number'),
      'its values have to be unique, and a made-up number may come twice. Use hash, or a fake email or uuid.',
    ],
    ['low', { mask: 'hash' }, 'the server computes it; mask the columns it is computed from.'],
    ['region', { mask: 'hash' }, 'its value tells into which partition a row belongs.'],
  ] as [string, Mask, string][])('%s cannot take %j', (column, mask, why) => {
    const message = `public.users.${column} cannot be masked so: ${why}`
    expect(() => checkMasks([rule(column, mask)], [USERS])).toThrow(
      expect.objectContaining({ code: 'E-DUMP-MASK', message }),
    )
  })

  it('of which several are wrong are told all', () => {
    const rules = [
      rule('mail', { mask: 'null' }),
      rule('nme', { mask: 'hash' }),
      rule('id', { mask: 'hash' }),
    ]
    expect(() => checkMasks(rules, [USERS])).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('public.users.mail'),
        detail: expect.stringMatching(/the column nme .*\n.*public\.users\.id/),
      }),
    )
  })

  it('are one for each column', () => {
    const rules = [rule('name', { mask: 'null' }), rule('name', { mask: 'hash' })]
    expect(() => checkMasks(rules, [USERS])).toThrow('public.users.name has more than one masking rule.')
  })
})

describe('rules for what does not exist', () => {
  const known = new Map([['audit.log', new Set(['who', 'what'])]])

  it.each([
    ['public.usrs', 'name', 'the table public.usrs, which does not exist.', 'Did you mean public.users?'],
    ['users', 'name', 'the table users, which does not exist.', 'Did you mean public.users?'],
    ['audit.lag', 'who', 'the table audit.lag, which does not exist.', 'Did you mean audit.log?'],
    ['public.users', 'nam', 'the column nam of public.users, which does not exist.', 'Did you mean name?'],
    ['audit.log', 'whom', 'the column whom of audit.log, which does not exist.', 'Did you mean who?'],
    ['public.users', 'Name', 'the column Name of public.users, which does not exist.', 'Did you mean name?'],
  ])('%s.%s', (of, column, message, hint) => {
    expect(() => checkMasks([rule(column, { mask: 'hash' }, of)], [USERS], known)).toThrow(
      expect.objectContaining({ code: 'E-DUMP-MASK', message: `A masking rule is for ${message}`, hint }),
    )
  })

  it('count as right where the table is only not in this dump', () => {
    expect(checkMasks([rule('who', { mask: 'hash' }, 'audit.log')], [USERS], known)).toEqual(new Map())
  })
})

describe('rules for tables with tables below', () => {
  const parts = ['low', 'high'].map((name) => table(name, { who: {} }, { ancestors: ['public.events'] }))

  it('are for each of those', () => {
    const plan = checkMasks([rule('who', { mask: 'hash' }, 'public.events')], parts)
    expect([...plan.keys()]).toEqual(parts.map(({ oid }) => oid))
  })

  it('and for one of those again are two rules', () => {
    const rules = [
      rule('who', { mask: 'hash' }, 'public.events'),
      rule('who', { mask: 'null' }, 'public.low'),
    ]
    expect(() => checkMasks(rules, parts)).toThrow('more than one masking rule')
  })
})

describe('columns that refer to others', () => {
  const key: ForeignKey = { columns: ['mail'], schema: 'public', table: 'users', referenced: ['mail'] }
  const posts = table('posts', { mail: {} }, { references: [key] })
  const both = (own: Mask | null, theirs: Mask | null) => () =>
    checkMasks(
      [...(own ? [rule('mail', own, 'public.posts')] : []), ...(theirs ? [rule('mail', theirs)] : [])],
      [posts, USERS],
    )

  it.each([
    [{ mask: 'hash' }, { mask: 'hash' }],
    [fake('email'), fake('email')],
    [{ mask: 'null' }, { mask: 'hash' }],
    [{ mask: 'null' }, null],
    [null, null],
  ] as [Mask | null, Mask | null][])('keep doing so with %j and %j', (own, theirs) => {
    expect(both(own, theirs)).not.toThrow()
  })

  it.each([
    [{ mask: 'hash' }, null],
    [null, { mask: 'hash' }],
    [{ mask: 'hash' }, fake('email')],
    [fixed('a@b'), fake('email')],
    [fake('name'), fake('email')],
  ] as [Mask | null, Mask | null][])('would no longer with %j and %j', (own, theirs) => {
    expect(both(own, theirs)).toThrow('public.posts.mail refers to public.users.mail: mask both by hash')
  })

  it('may do so into tables that are not in this dump', () => {
    expect(() => checkMasks([rule('mail', { mask: 'hash' }, 'public.posts')], [posts])).not.toThrow()
  })
})

it('columns that are computed from masked ones count as masked', () => {
  const plan = checkMasks([rule('mail', { mask: 'hash' })], [USERS])
  expect(maskedColumns(USERS, plan.get(USERS.oid) ?? new Map())).toEqual(['mail', 'low'])
})
