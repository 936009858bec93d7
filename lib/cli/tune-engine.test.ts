import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { engineFlags } from './tune-engine'

test('the engine that runs knows its flags, or it would complain on stderr of each command', () => {
  const known = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' })
  for (const flag of engineFlags()) expect(known).toContain(`${flag.replace(/=.*/, '')} (`)
})

test('the budget is set in the engine of Node 20 alone', () => {
  const budgets = (engine: string) => engineFlags(engine).filter((flag) => flag.includes('budget'))
  expect(budgets('11.3.244.8-node.33')).toHaveLength(1)
  expect(budgets('12.4.254.21-node.33')).toEqual([])
  expect(budgets('13.6.233.17-node.37')).toEqual([])
})
