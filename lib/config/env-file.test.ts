import { expect, it } from 'vitest'
import { parseEnvFile } from './env-file'

const values = (text: string) =>
  Object.fromEntries([...parseEnvFile(text)].map(([name, { value }]) => [name, value]))

it.each([
  ['A=1', { A: '1' }],
  ['  export A = b c \r\nB=2\r\n', { A: 'b c', B: '2' }],
  ['A=x # why\nB=x#y', { A: 'x', B: 'x' }],
  ['A="x # y" # why', { A: 'x # y' }],
  ["A='x # $B \\n'", { A: 'x # $B \\n' }],
  ['A="one\\ntwo\\"three\\\\"', { A: 'one\ntwo"three\\' }],
  ['A=`it\'s "x"`', { A: 'it\'s "x"' }],
  ['A="one\ntwo"\nB=3', { A: 'one\ntwo', B: '3' }],
  ['A="never closed\nB=2', { A: '"never closed', B: '2' }],
  ['A=\nB=""', { A: '', B: '' }],
  ['# A=1\n; x\nnonsense\n=1\n9A=1\nB=2', { B: '2' }],
  ['A=1\nA=2', { A: '2' }],
  ['A=postgres://u:p%23@h:5432/d?sslmode=require', { A: 'postgres://u:p%23@h:5432/d?sslmode=require' }],
  ['A=a=b', { A: 'a=b' }],
  ['', {}],
])('%j', (text, expected) => {
  expect(values(text)).toEqual(expected)
})

it('tells the line and whether the value was quoted', () => {
  const entries = parseEnvFile('\nA="x\ny"\nB=z')
  expect(entries.get('A')).toEqual({ value: 'x\ny', line: 2, isQuoted: true })
  expect(entries.get('B')).toEqual({ value: 'z', line: 4, isQuoted: false })
})

it('keeps odd names as ordinary names', () => {
  expect([...parseEnvFile('__proto__=1\nconstructor=2').keys()]).toEqual(['__proto__', 'constructor'])
})
