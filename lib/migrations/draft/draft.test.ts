import { describe, expect, test } from 'vitest'
import { KINDS_BY_NAME } from '../../kinds/all'
import { type ObjectRef, objectId } from '../../objects/address'
import { type Kind, kindColumns } from '../../objects/kind'
import type { Row } from '../../objects/row'
import { MASKED } from '../../sql/fragments'
import type { ObjectChange } from './change'
import { draftPieces } from './draft-pieces'
import { draftText, suggestName } from './draft-text'

type Values = Readonly<Record<string, string | null>>

/** A change of one object; columns that are not told are null. */
function change(
  name: string,
  wanted: Values | null,
  present: Values | null,
  fields: string[] = [],
): ObjectChange {
  const kind = KINDS_BY_NAME.get(name) as Kind
  const row = (values: Values | null): Row | null =>
    values && { ...Object.fromEntries(kindColumns(kind).map((column) => [column, null])), ...values }
  const known = row(wanted ?? present) as Row
  const ref: ObjectRef = { kind: name, address: kind.address.map((column) => known[column] ?? '') }
  return { kind, ref, id: objectId(ref), wanted: row(wanted), present: row(present), fields }
}

const rank = (kind: string) => [...KINDS_BY_NAME.keys()].indexOf(kind)
const draft = (...changes: ObjectChange[]) => draftPieces(changes, () => [], rank)
const texts = (...changes: ObjectChange[]) => draft(...changes).pieces.map(({ text }) => text)
const reasons = (...changes: ObjectChange[]) => draft(...changes).leftOut.map(({ reason }) => reason)

const VIEW = { schema: 'public', name: 'v', query: 'SELECT 1 AS a', columns: '["a integer"]' }
const TRIGGER = {
  schema: 'public',
  table: 't',
  name: 'g',
  timing: 'before',
  events: '["insert"]',
  level: 'row',
  constraint: 'f',
  deferrable: 'no',
  enabled: 'origin',
  tableKind: 'table',
  functionSchema: 'public',
  functionName: 'f',
}
const GRANT = {
  onKind: 'view',
  first: 'public',
  second: 'v',
  grantee: 'anon',
  privileges: '["SELECT"]',
  parentKind: 'view',
}

describe('drops', () => {
  test('what belongs to a dropped object goes with it', () => {
    expect(texts(change('view', null, VIEW), change('grant', null, GRANT))).toEqual(['DROP VIEW public.v;'])
  })
  test('nothing is dropped that may hold data, nor what belongs to it', () => {
    const table = change('table', null, { schema: 'public', name: 't' })
    const column = change('column', null, { schema: 'public', table: 't', name: 'c', tableKind: 'table' })
    const { pieces, leftOut } = draft(column, table, change('trigger', null, TRIGGER))
    expect([pieces, leftOut.map(({ id }) => id)]).toEqual([[], ['table:public.t']])
  })
  test('a comment and a grant are taken back', () => {
    const comment = { onKind: 'table', first: 'public', second: 't', text: 'It’s old.', relationKind: null }
    expect(texts(change('comment', null, comment))).toEqual(['COMMENT ON TABLE public.t IS NULL;'])
    expect(texts(change('grant', null, { ...GRANT, unlisted: '[]' }))).toEqual([
      'REVOKE SELECT ON TABLE public.v FROM anon;',
    ])
  })
})

describe('changes', () => {
  test('a view takes new columns at its end, and no others', () => {
    const wider = { ...VIEW, columns: '["a integer", "b text"]' }
    expect(texts(change('view', wider, VIEW, ['query', 'columns']))[0]).toMatch(
      /^CREATE OR REPLACE VIEW public\.v \(a, b\) AS/,
    )
    expect(reasons(change('view', VIEW, wider, ['columns']))[0]).toMatch(/only drop such a view/)
  })
  test('a trigger that only fires otherwise is not made anew', () => {
    const off = { ...TRIGGER, enabled: 'disabled' }
    expect(texts(change('trigger', off, TRIGGER, ['enabled']))).toEqual([
      'ALTER TABLE public.t DISABLE TRIGGER g;',
    ])
    expect(texts(change('trigger', TRIGGER, off, ['enabled']))).toEqual([
      'ALTER TABLE public.t ENABLE TRIGGER g;',
    ])
  })
  test('values of an enum are added where they stand, and never moved', () => {
    const type = (labels: string) => ({ schema: 'public', name: 'mood', labels })
    expect(
      texts(change('enum', type('["x","low","mid","high"]'), type('["low","high"]'), ['labels'])),
    ).toEqual([
      "ALTER TYPE public.mood ADD VALUE 'x' BEFORE 'low';\nALTER TYPE public.mood ADD VALUE 'mid' AFTER 'low';",
    ])
    expect(reasons(change('enum', type('["high","low"]'), type('["low","high"]'), ['labels']))).toHaveLength(
      1,
    )
  })
  test('rights lead from what there is to what is wanted', () => {
    const [all, some] = [{ ...GRANT, privileges: '["INSERT","SELECT"]' }, GRANT]
    expect(texts(change('grant', some, all, ['privileges']))).toEqual([
      'REVOKE INSERT ON TABLE public.v FROM anon;',
    ])
    expect(reasons(change('grant', { ...some, grantor: 'boss' }, all, ['privileges']))[0]).toMatch(
      /granted by boss/,
    )
  })
  test('one property that cannot be said is listed, and keeps no other out', () => {
    const column = {
      schema: 'public',
      table: 't',
      name: 'c',
      tableKind: 'table',
      type: 'integer',
      notNull: 'f',
    }
    const wanted = { ...column, type: 'bigint', notNull: 't', expression: '7' }
    expect(draft(change('column', wanted, column, ['notNull', 'type', 'expression']))).toMatchObject({
      pieces: [
        {
          text: 'ALTER TABLE public.t ALTER COLUMN c SET NOT NULL;',
          fields: ['notNull'],
          cautions: ['public.t.c becomes NOT NULL: where a row holds none, the statement fails.'],
        },
      ],
      leftOut: [
        { fields: ['type'], reason: expect.stringMatching(/^Its type differs/) },
        { fields: ['expression'], reason: 'Its default differs too, and is of the other type.' },
      ],
    })
  })
  test('no default is taken away for an identity that is not written', () => {
    const column = { schema: 'public', table: 't', name: 'id', tableKind: 'table', type: 'integer' }
    const present = { ...column, expression: "nextval('t_id_seq'::regclass)" }
    const wanted = { ...column, identity: 'always' }
    expect(draft(change('column', wanted, present, ['expression', 'identity']))).toMatchObject({
      pieces: [],
      leftOut: [{ fields: ['expression'] }, { fields: ['identity'] }],
    })
  })
  test('a default of a domain is written, unless it is of another type', () => {
    const domain = { schema: 'public', name: 'd', type: 'integer' }
    expect(texts(change('domain', { ...domain, default: '4' }, domain, ['default']))).toEqual([
      'ALTER DOMAIN public.d SET DEFAULT 4;',
    ])
    const other = { ...domain, type: 'text', default: "'4'::text" }
    expect(texts(change('domain', other, domain, ['type', 'default']))).toEqual([])
  })
  test('settings of a sequence are written, whatever it belongs to', () => {
    const sequence = { schema: 'public', name: 's', type: 'integer', increment: '1', cache: '1', cycles: 'f' }
    const wanted = { ...sequence, increment: '5', ownedBy: 'public.t.c' }
    expect(draft(change('sequence', wanted, sequence, ['increment', 'ownedBy']))).toMatchObject({
      pieces: [{ text: 'ALTER SEQUENCE public.s INCREMENT BY 5;' }],
      leftOut: [{ fields: ['ownedBy'] }],
    })
  })
})

test('only a constraint that is held against rows that are there is said to fail on them', () => {
  const check = {
    schema: 'public',
    table: 't',
    name: 'c1',
    tableKind: 'table',
    expression: '(a > 0)',
    isValid: 't',
    isEnforced: 't',
  }
  const cautions = (values: Values) =>
    draft(change('check-constraint', { ...check, ...values }, null)).pieces.flatMap((piece) => piece.cautions)
  expect(cautions({})).toEqual([
    'public.t gets the check constraint c1: where rows break it, the statement fails.',
  ])
  expect(cautions({ isValid: 'f' })).toEqual([])
  expect(cautions({ isValid: 'f', isEnforced: 'f' })).toEqual([])
})

describe('what belongs to an object that is left out', () => {
  const table = { schema: 'public', name: 't', persistence: 'permanent', replicaIdentity: 'default' }
  const policy = change(
    'policy',
    { schema: 'public', table: 't', name: 'p', type: 'permissive', command: 'ALL', roles: '["public"]' },
    null,
  )
  const comment = change(
    'comment',
    { onKind: 'policy', first: 'public', second: 't', third: 'p', text: 'P.', relationKind: null },
    null,
  )

  test('stays out and is listed where the object would have to be made, at whatever depth', () => {
    const masked = change('table', { ...table, options: JSON.stringify([`x=${MASKED}`]) }, null)
    const { pieces, leftOut } = draft(masked, policy, comment)
    expect(pieces).toEqual([])
    expect(leftOut.slice(1).map(({ id, reason }) => [id, reason])).toEqual([
      [policy.id, 'It belongs to the table public.t, which is not in the file.'],
      [comment.id, 'It belongs to the table public.t, which is not in the file.'],
    ])
  })
  test('is written where the object is there, though a change of it is not', () => {
    const moved = change('table', { ...table, partitionKey: 'LIST (a)' }, table, ['partitionKey'])
    const { pieces, leftOut } = draft(moved, policy)
    expect(pieces.map(({ change }) => change.id)).toEqual([policy.id])
    expect(leftOut.map(({ id }) => id)).toEqual([moved.id])
  })
})

test('a secret never gets into a file', () => {
  const masked = change('trigger', { ...TRIGGER, arguments: JSON.stringify([`https://x ${MASKED}`]) }, null)
  expect([texts(masked), reasons(masked)]).toEqual([[], [expect.stringMatching(/could not be read there/)]])
})

test('a name cannot leave the comment that it stands in', () => {
  const name = 'v\n; drop table t; --\u2028*/'
  const { pieces } = draft(change('view', null, { ...VIEW, name }))
  const [first, , second, third] = draftText(pieces, 'prod\n; select 1').split('\n')
  expect([first, second].every((line) => line?.startsWith('-- '))).toBe(true)
  expect(third).toBe('DROP VIEW public."v')
  expect(suggestName(pieces, 'prod')).toMatch(/^drop_v_drop_table_t$/)
})

test('a table with what belongs to it is named after the table, several objects after their environment', () => {
  const table = change(
    'table',
    {
      schema: 'public',
      name: 'orders',
      columnOrder: '[]',
      persistence: 'permanent',
      replicaIdentity: 'default',
    },
    null,
  )
  const policy = change(
    'policy',
    {
      schema: 'public',
      table: 'orders',
      name: 'own',
      type: 'permissive',
      command: 'ALL',
      roles: '["public"]',
    },
    null,
  )
  expect(suggestName(draft(table, policy).pieces, 'prod')).toBe('add_orders')
  expect(suggestName(draft(table, change('view', VIEW, null)).pieces, 'prod eu')).toBe(
    'adopt_changes_of_prod_eu',
  )
})
