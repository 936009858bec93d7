import { expect, test } from 'vitest'
import { type DumpCheck, isFitToRestore } from './dump-record'

const check = (name: DumpCheck['name'], state: DumpCheck['state']): DumpCheck => ({
  name,
  state,
  message: '',
})
const rows = check('rows', 'passed')

test.each([
  ['verified', [rows], true],
  ['notVerified', [rows, check('types', 'notDone')], true],
  ['notVerified', [rows, check('types', 'failed')], false],
  ['notVerified', [check('rows', 'notDone'), check('types', 'notDone')], false],
  ['notVerified', [check('checksum', 'notDone')], false],
  ['notVerified', [], false],
  ['failed', [rows, check('types', 'notDone')], false],
] as const)('a dump that is %s, with checks %o, is fit to be restored: %s', (state, checks, isFit) => {
  expect(isFitToRestore({ state, checks })).toBe(isFit)
})
