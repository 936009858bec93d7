import { expect, test } from 'vitest'
import type { RowChange } from './compare-rows'
import { rowSentences } from './row-sentences'

const change = (more: Partial<RowChange>): RowChange => ({
  role: 'app',
  command: 'SELECT',
  side: 'using',
  width: 'wider',
  source: 'some',
  target: 'every',
  ...more,
})

const say = (...changes: RowChange[]) => rowSentences(changes, { source: 'prod', target: 'dev' })

test('what is alike is said once, for all its roles and commands', () => {
  const both = ['app', 'web'].flatMap((role) => [
    change({ role }),
    change({ role, command: 'UPDATE' }),
    change({ role, command: 'UPDATE', side: 'check' }),
  ])
  expect(say(...both)).toEqual(['dev lets app and web read and change every row; prod only some.'])
})

test('inserting is of any row, and changing into anything is told apart from changing', () => {
  expect(say(change({ command: 'INSERT', side: 'check' }))).toEqual([
    'dev lets app insert any row; prod only some.',
  ])
  expect(say(change({ command: 'UPDATE', side: 'check' }))).toEqual([
    'dev lets app change rows into anything; prod only some.',
  ])
})

test('the widest comes first; less, none and what cannot be told have their own words', () => {
  expect(
    say(
      change({ width: 'unknown', command: 'DELETE' }),
      change({ width: 'narrower', target: 'none', command: 'UPDATE' }),
      change({ width: 'unordered', target: 'some' }),
      change({ role: 'public', source: 'none', every: { but: [], isAnyLetThrough: true } }),
      change({ width: 'narrower', target: 'some', role: 'web' }),
    ),
  ).toEqual([
    'dev lets every role read every row; prod only roles that its policies name.',
    'dev lets app change no rows; prod some.',
    'dev lets web read fewer rows than prod.',
    'dev and prod choose the rows that app may read by different conditions; which lets more through cannot be told.',
    'What app may delete in dev is unknown: a policy could not be read.',
  ])
})

test('every role is said only of what holds for each, and what the source lets through to none is not given to some', () => {
  const every = { but: ['anon', 'web'], isAnyLetThrough: false }
  const ofEvery = change({ role: 'public', source: 'none', every })
  expect(say(ofEvery, change({ role: 'app', source: 'none' }))).toEqual([
    'dev lets every role but anon and web read every row; prod none.',
  ])
  expect(say(ofEvery, change({ ...ofEvery, command: 'DELETE', every: { ...every, but: [] } }))).toEqual([
    'dev lets every role but anon and web read every row; prod none.',
    'dev lets every role delete every row; prod none.',
  ])
})
