import { expect, test } from 'vitest'
import { unifiedDiff } from './text-changes'

test('what changed in a text is a unified diff, empty where nothing did', () => {
  expect(unifiedDiff('src/types.ts', 'a\nb\n', 'a\nc\n')).toBe(
    '--- a/src/types.ts\n+++ b/src/types.ts\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n',
  )
  expect(unifiedDiff('x', 'a\r\nb\r\n', 'a\nb\n')).toBe('')
  expect(unifiedDiff('x', null, 'a\n')).toBe('--- /dev/null\n+++ b/x\n@@ -0,0 +1,1 @@\n+a\n')
})

test('texts that share nothing are told in time, however long', () => {
  const lines = (word: string) => Array.from({ length: 60_000 }, (_, i) => `${word} ${i}\n`).join('')
  expect(unifiedDiff('x', lines('old'), lines('new'))).toMatch(/^--- a\/x\n\+\+\+ b\/x\n@@ /)
})
