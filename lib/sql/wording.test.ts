import { beforeAll, describe, expect, test } from 'vitest'
import { loadGrammar, sameWording, withGrammar } from './wording'

test('without the grammar nothing is the same, and it is loaded only for texts of the same words', async () => {
  let runs = 0
  const compare = (source: string, target: string) => () => {
    runs++
    return sameWording(source, target)
  }
  expect(await withGrammar(compare('SELECT a > 1', 'SELECT a > 2'))).toBe(false)
  expect(runs).toBe(1)
  expect(await withGrammar(compare('SELECT ((a > 1))', 'SELECT (a > 1)'))).toBe(true)
  expect(runs).toBe(3)
})

test('the grammar is asked about names of columns only where some may be hidden', async () => {
  let runs = 0
  const compare = (source: string, target: string) => () => {
    runs++
    return sameWording(source, target)
  }
  expect(await withGrammar(compare('SELECT a AS b', 'SELECT a AS c'))).toBe(false)
  expect(runs).toBe(1)
  expect(await withGrammar(compare('SELECT 1 UNION SELECT 2', 'SELECT 1 UNION SELECT 2 AS x'))).toBe(true)
})

describe('with the grammar', () => {
  beforeAll(loadGrammar)

  test.each([
    ['a column of the only relation', 'SELECT t.id FROM t', 'SELECT id FROM t'],
    [
      'a name with an apostrophe',
      `SELECT a."it's" FROM t a WHERE a.b = 'x'`,
      `SELECT "it's" FROM t a WHERE b = 'x'`,
    ],
    ['the field of EXTRACT', 'SELECT EXTRACT(YEAR FROM a)', 'SELECT EXTRACT(year FROM a)'],
    ['its other name', 'SELECT x.id FROM public.t x WHERE x.a = 1', 'SELECT id FROM public.t x WHERE a = 1'],
    ['a function', 'SELECT f.a FROM f(1) f(a)', 'SELECT a FROM f(1) f(a)'],
    [
      'a list of functions',
      'SELECT z.p FROM ROWS FROM(f(1), g(2)) z(p, q)',
      'SELECT p FROM ROWS FROM(f(1), g(2)) z(p, q)',
    ],
    ['a subquery', 'SELECT s.a FROM (SELECT t.a FROM t) s', 'SELECT a FROM (SELECT t.a FROM t) s'],
    ['a sample', 'SELECT t.a FROM t TABLESAMPLE system (10)', 'SELECT a FROM t TABLESAMPLE system (10)'],
    [
      'XMLTABLE',
      "SELECT x.a FROM XMLTABLE(('/r') PASSING ('<r/>') COLUMNS a text) x",
      "SELECT a FROM XMLTABLE(('/r') PASSING ('<r/>') COLUMNS a text) x",
    ],
    [
      'beside a nested query',
      'SELECT t.a FROM t WHERE t.a IN (SELECT u.a FROM u WHERE u.b = t.b)',
      'SELECT a FROM t WHERE a IN (SELECT u.a FROM u WHERE u.b = t.b)',
    ],
    [
      'in ORDER BY and windows',
      'SELECT sum(t.a) OVER w FROM t WINDOW w AS (PARTITION BY t.b) ORDER BY t.a',
      'SELECT sum(a) OVER w FROM t WINDOW w AS (PARTITION BY b) ORDER BY a',
    ],
    ['quotes that a server adds', 'SELECT json, "json_table" FROM t', 'SELECT "json", json_table FROM t'],
    [
      'a function that 17 quotes',
      "SELECT json_object('{a,b}'::text[])",
      `SELECT "json_object"('{a,b}'::text[])`,
    ],
    [
      'a name in a constant',
      "SELECT nextval('public.json'::regclass)",
      `SELECT nextval('public."json"'::regclass)`,
    ],
    ['a list of AND in one', 'SELECT ((a >= 0 AND a <= 9) AND b)', 'SELECT (a >= 0 AND a <= 9 AND b)'],
    [
      'a cast of an array',
      "SELECT (ARRAY['a'::character varying, b])::text[]",
      "SELECT ARRAY[('a'::character varying)::text, b::text]",
    ],
    [
      'what XMLSERIALIZE says by itself',
      'SELECT XMLSERIALIZE(CONTENT x AS text)',
      'SELECT XMLSERIALIZE(CONTENT x AS text NO INDENT)',
    ],
    [
      'names of columns that nothing uses',
      'SELECT f.a FROM g() f(a, b), h() i(c)',
      'SELECT f.a FROM g() f(a, b, d), h() i(c, e)',
    ],
    [
      'names of later branches',
      'SELECT a, b FROM t UNION ALL SELECT NULL::integer, 1 FROM u',
      'SELECT a, b FROM t UNION ALL SELECT NULL::integer AS int4, 1 AS b FROM u',
    ],
    [
      'names of branches of a later branch',
      "SELECT 'a'::text EXCEPT (SELECT 'b'::text UNION SELECT 'c'::text)",
      "SELECT 'a'::text EXCEPT (SELECT 'b'::text AS text UNION SELECT 'c'::text AS text)",
    ],
    [
      'names within expressions',
      'SELECT a FROM t WHERE EXISTS (SELECT 1) AND a IN (SELECT 1 UNION SELECT 2)',
      'SELECT a FROM t WHERE EXISTS (SELECT 1 AS one) AND a IN (SELECT 1 AS a UNION SELECT 2 AS b)',
    ],
    ['spaces and lines', 'SELECT\n  a\n FROM t', 'SELECT a FROM t'],
  ])('the same: %s', (_, source, target) => {
    expect(sameWording(source, target)).toBe(true)
    expect(sameWording(target, source)).toBe(true)
  })

  test.each([
    ['another column', 'SELECT t.id FROM t', 'SELECT t.a FROM t'],
    ['a column of another relation', 'SELECT t.id FROM t, u', 'SELECT id FROM t, u'],
    ['a join', 'SELECT t.id FROM t JOIN u ON true', 'SELECT id FROM t JOIN u ON true'],
    [
      'a name inside a nested query',
      'SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.b = t.b)',
      'SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.b = b)',
    ],
    ['a field of a value', 'SELECT (t.id).x FROM t', 'SELECT t.id FROM t'],
    [
      'a list of AND that it ends with',
      'SELECT (b AND (a >= 0 AND a <= 9))',
      'SELECT (b AND a >= 0 AND a <= 9)',
    ],
    ['a list of OR', 'SELECT (a OR b) AND c', 'SELECT a OR (b AND c)'],
    [
      'another type of elements',
      "SELECT (ARRAY['a'::character varying])::text[]",
      "SELECT ARRAY[('a'::character varying)::name]",
    ],
    ['a name of a column that is used', 'SELECT f.b FROM g() f(a, b), t', 'SELECT f.b FROM g() f(b, a), t'],
    ['names that * may stand for', 'SELECT f.* FROM g() f(a), t', 'SELECT f.* FROM g() f(a, b), t'],
    ['a constant', "SELECT a = 'json'", `SELECT a = '"json"'`],
    ['a keyword and a name', 'SELECT SYSTEM_USER', 'SELECT system_user'],
    ['the case of a name', 'SELECT "A" FROM t', 'SELECT a FROM t'],
    ['the order of what is selected', 'SELECT a, b FROM t', 'SELECT b, a FROM t'],
    ['a kind of union', 'SELECT 1 UNION SELECT 2', 'SELECT 1 UNION ALL SELECT 2'],
    ['a name of a column', 'SELECT a AS b FROM t', 'SELECT a AS c FROM t'],
    ['a name of the first branch', 'SELECT 1 AS a UNION SELECT 2', 'SELECT 1 AS b UNION SELECT 2'],
    [
      'a name in a query that others read',
      'SELECT (SELECT 1) FROM (SELECT a AS b, c AS d FROM t) s',
      'SELECT (SELECT 1) FROM (SELECT a AS d, c AS b FROM t) s',
    ],
    [
      'a name that the query sorts by',
      'SELECT ARRAY(SELECT a AS b FROM t ORDER BY b)',
      'SELECT ARRAY(SELECT a AS c FROM t ORDER BY b)',
    ],
    ['what is behind a hidden name', 'SELECT 1 UNION SELECT a AS x', 'SELECT 1 UNION SELECT b AS x'],
    ['what cannot be read', 'SELECT a FROM', 'SELECT a FROM '],
  ])('not the same: %s', (_, source, target) => {
    expect(sameWording(source, target)).toBe(false)
    expect(sameWording(target, source)).toBe(false)
  })
})
