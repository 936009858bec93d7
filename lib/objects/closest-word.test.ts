import { expect, it } from 'vitest'
import { closestWord } from './closest-word'

const keys = ['environments', 'migrations', 'protected', 'restorable', 'reference', 'url', 'name']

it.each([
  ['enviroments', 'environments'],
  ['Environments', 'environments'],
  ['protetced', 'protected'],
  ['refrence', 'reference'],
  ['nmae', 'name'],
  ['ulr', 'url'],
  ['x', null],
  ['password', null],
  ['', null],
  ['e'.repeat(100_000), null],
])('%s is read as %s', (word, expected) => {
  expect(closestWord(word, keys)).toBe(expected)
})
