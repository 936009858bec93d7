import { describe, expect, test } from 'vitest'
import { contentOf, normalStatements } from './content'

describe('contentOf', () => {
  const same = (a: string, b: string) => expect(contentOf(a)).toBe(contentOf(b))
  const other = (a: string, b: string) => expect(contentOf(a)).not.toBe(contentOf(b))

  test('does not mind comments, spaces, line ends, a byte order mark and the case of words', () => {
    same('create table a (b int);', '-- why\nCREATE TABLE  a (\r\n  b /* what */ int\r\n)\n;\n')
    same('\uFEFFselect 1', 'select 1;')
    same('select $$a\r\nb$$', 'select $$a\nb$$')
  })
  test('minds what is within quotes', () => {
    other("select 'A  b'", "select 'a b'")
    other('select "A"', 'select "a"')
    other('do $$ begin null; end $$', 'do $$ begin  null; end $$')
    other("select E'a'", "select e'A'")
  })
  test('minds the order and number of statements', () => {
    other('select 1; select 2', 'select 2; select 1')
    other('select 1; select 1', 'select 1')
    other('select 1; select 2', 'select 1 select 2')
  })
  test('is the same within a transaction and without', () => {
    same('begin; select 1; commit;', 'select 1')
    same('START TRANSACTION;\nselect 1;\nEND;', 'select 1')
    other('begin; select 1;', 'select 1')
  })
  test('is null for a script that does nothing', () => {
    expect(contentOf('')).toBeNull()
    expect(contentOf('-- later\n;;')).toBeNull()
  })
  test('counts rows of COPY', () => {
    other('copy a from stdin;\n1\n\\.\n', 'copy a from stdin;\n2\n\\.\n')
    expect(normalStatements('copy a from stdin;\n1\n\\.\nselect 1;')).toEqual([
      'copy a from stdin\n1\n',
      'select 1',
    ])
  })
})
