import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { engineFlags } from './engine.mjs'

test('the engine that runs knows its flags, or it would complain on stderr of each command', () => {
  const known = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' })
  for (const flag of engineFlags(['diff'])) expect(known).toContain(`${flag.replace(/=.*/, '')} (`)
})

test('the budget is set in the engine of Node 20 alone, and for commands that end', () => {
  const budgets = (args, engine) => engineFlags(args, engine).filter((flag) => flag.includes('budget'))
  expect(budgets(['diff'], '11.3.244.8-node.33')).toHaveLength(1)
  expect(budgets(['demo'], '11.3.244.8-node.33')).toEqual([])
  expect(budgets(['diff'], '12.4.254.21-node.33')).toEqual([])
  expect(budgets(['diff'], '13.6.233.17-node.37')).toEqual([])
})
