import { expect, test } from 'vitest'
import { addressText } from './render-diff'

test.each([
  ['table', ['public', 'invoices'], 'public.invoices'],
  ['function', ['public', 'total', 'integer, text'], 'public.total(integer, text)'],
  ['function', ['public', 'total', ''], 'public.total()'],
  ['grant', ['function', 'public', 'total', 'uuid', 'anon', ''], 'anon on function public.total(uuid)'],
  ['grant', ['table', 'public', 'invoices', '', 'anon', ''], 'anon on table public.invoices'],
  ['comment', ['function', 'public', 'total', 'uuid', ''], 'on function public.total(uuid)'],
])('%s %j', (kind, address, expected) => {
  expect(addressText(kind, address)).toBe(expected)
})
