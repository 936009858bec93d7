import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { SEVERITIES } from '../objects/kind'

const expectedSchema = z.strictObject({
  /** The first major on which the case can be built. */
  since: z.number().optional(),
  differences: z.array(
    z.strictObject({
      kind: z.string(),
      address: z.array(z.string()),
      status: z.enum(['different', 'sourceOnly', 'targetOnly']),
      fields: z.array(z.string()).optional(),
      severity: z.enum(SEVERITIES).optional(),
      cause: z.string().optional(),
      hazards: z.array(z.string()).optional(),
    }),
  ),
})

/** Two ways to build a database and the differences that comparing them must find, and no other. */
export interface CorpusCase {
  readonly name: string
  readonly kind: string
  readonly source: string
  readonly target: string
  readonly expected: z.infer<typeof expectedSchema>
}

/** All cases below a folder: `<kind>/<case>/{source.sql,target.sql,expected.json}`. */
export function readCorpus(folder: string): CorpusCase[] {
  return fs.readdirSync(folder).flatMap((kind) =>
    fs.readdirSync(path.join(folder, kind)).map((name) => {
      const read = (file: string) => fs.readFileSync(path.join(folder, kind, name, file), 'utf8')
      const expected = expectedSchema.parse(JSON.parse(read('expected.json')))
      return {
        name: `${kind}: ${name}`,
        kind,
        source: read('source.sql'),
        target: read('target.sql'),
        expected,
      }
    }),
  )
}
