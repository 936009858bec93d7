import { expect, test } from 'vitest'
import { changedFiles } from './changed-files'

test('each file of a diff with its hunks and what was added and removed', () => {
  const diff = [
    '--- a/src/types.ts',
    '+++ b/src/types.ts',
    '@@ -1,2 +1,2 @@',
    '-  size: string',
    '+  size: number',
    '   name: string',
    '\\ No newline at end of file',
    'diff --git a/b b/b',
    '--- /dev/null',
    '+++ b/data/schema.sql',
    '@@ -0,0 +1,2 @@',
    '+--- not a head',
    '+create table a ();',
    '',
  ].join('\n')
  expect(changedFiles(diff)).toEqual([
    {
      path: 'src/types.ts',
      isNew: false,
      added: 1,
      removed: 1,
      lines: [
        '@@ -1,2 +1,2 @@',
        '-  size: string',
        '+  size: number',
        '   name: string',
        '\\ No newline at end of file',
      ],
    },
    {
      path: 'data/schema.sql',
      isNew: true,
      added: 2,
      removed: 0,
      lines: ['@@ -0,0 +1,2 @@', '+--- not a head', '+create table a ();'],
    },
  ])
  expect(changedFiles('')).toEqual([])
})
