import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { configSchema } from './config-schema'

const file = path.join(import.meta.dirname, '../../docs/lockstep.config.schema.json')

it('the JSON Schema for editors says what the program checks', () => {
  const { $schema, ...rest } = z.toJSONSchema(configSchema, { io: 'input' })
  const expected = { $schema, title: 'lockstep.config.json', ...rest }
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(expected)
})
