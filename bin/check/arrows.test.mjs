import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findBadArrows } from './arrows.mjs'
import { readImports } from './read-imports.mjs'

let root
const write = (file, text) => {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  fs.writeFileSync(path.join(root, file), text)
}
const found = () => findBadArrows(readImports(root, ['app', 'components', 'lib']))

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-arrows-'))
})
afterEach(() => fs.rmSync(root, { recursive: true }))

it('accepts arrows that point down, within a layer, and from tests to anywhere', () => {
  write(
    'app/page.tsx',
    "import { Grid } from '@/components/grid'\nimport { readGrid } from '@/lib/services/read-grid'",
  )
  write('components/grid.tsx', "import { useState } from 'react'\nexport const Grid = useState")
  write('lib/services/read-grid.ts', "import { read } from '../postgres/read'\nexport const readGrid = read")
  write('lib/postgres/read.ts', "import pg from 'pg'\nimport '../config/load'\nexport const read = pg")
  write('lib/config/load.ts', "export * from '../objects/address'")
  write('lib/objects/address.ts', 'export const address = `\nimport x from "pg"\n`')
  write(
    'lib/objects/address.test.ts',
    "import { readGrid } from '../services/read-grid'\nimport fs from 'node:fs'",
  )
  expect(found()).toEqual([])
})

it.each([
  [
    'lib/objects/a.ts',
    "\nimport { b } from '../kinds/b'",
    'lib/objects/a.ts:2 imports lib/kinds/b.ts, which is above',
  ],
  ['lib/kinds/a.ts', "import type { B } from '../postgres/b'", 'which is above'],
  ['lib/postgres/a.ts', "export { b } from '../services/b'", 'which is above'],
  ['lib/services/a.ts', "await import('@/components/b')", 'which is above'],
  ['lib/objects/a.ts', "import fs from 'node:fs'", 'this folder is pure'],
  ['lib/kinds/a.ts', "import { join } from 'path'", 'this folder is pure'],
  ['lib/services/a.ts', "import type { Client } from 'pg'", 'all contact with Postgres'],
  ['lib/config/a.ts', "const { exec } = await import('node:child_process')", 'start processes'],
  ['lib/services/a.ts', "import { cache } from 'react'", 'knows no framework'],
  ['lib/store/a.ts', "import { headers } from 'next/headers'", 'knows no framework'],
  ['lib/store/a.ts', "import '../testing/b'", 'for tests only'],
  ['lib/novel/a.ts', '', 'in no layer'],
])('refuses in %s: %s', (file, text, sentence) => {
  for (const place of ['kinds', 'postgres', 'services', 'testing'])
    write(`lib/${place}/b.ts`, 'export const b = 1')
  write('components/b.tsx', '')
  write(file, text)
  expect(found()).toEqual([expect.stringContaining(sentence)])
})

it('refuses files that import each other, by way of others too', () => {
  write('lib/objects/a.ts', "import './b'")
  write('lib/objects/b.ts', "import type { C } from './c'")
  write('lib/objects/c.ts', "import './a'")
  expect(found()).toEqual([
    'Files in a circle: lib/objects/a.ts -> lib/objects/b.ts -> lib/objects/c.ts -> lib/objects/a.ts',
  ])
})

it('refuses folders that import each other', () => {
  write('lib/store/a.ts', "import '../config/b'")
  write('lib/store/c.ts', '')
  write('lib/config/b.ts', '')
  write('lib/config/d.ts', "import '../store/c'")
  expect(found()).toEqual(['Folders in a circle: lib/config -> lib/store -> lib/config'])
})
