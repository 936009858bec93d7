import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { demoDir } from './files'
import { plantedInDev } from './planted/dev'
import { plantedEverywhere } from './planted/everywhere'
import { plantedHistory } from './planted/history'
import { plantedInLocal } from './planted/local'
import type { Plant } from './planted/plant'
import { plantedRows } from './planted/rows'
import { plantedInStaging } from './planted/staging'

const text = fs.readFileSync(path.join(demoDir(), '..', '..', 'docs', 'demo.md'), 'utf8')

test.each([
  ['In local, dev and staging alike', plantedEverywhere],
  ['In local', plantedInLocal],
  ['In dev', plantedInDev],
  ['In staging', plantedInStaging],
])('docs/demo.md tells what was planted: %s', (heading, plants) => {
  expect(rowsUnder(heading)).toEqual(plantRows(plants))
})

test('docs/demo.md tells what was planted in the histories and in rows', () => {
  expect(rowsUnder('In the histories')).toEqual(
    plantedHistory.map(({ environment, version, state, why }) => [environment, version, state, why]),
  )
  expect(rowsUnder('In rows')).toEqual(
    plantedRows.map(({ environment, table, key, column, why }) => [
      environment,
      `\`${table.join('.')}\``,
      `\`${key}\`${column ? `: ${column}` : ''}`,
      why,
    ]),
  )
})

/** One row for what differs in the same way for the same reason, such as one grant on several tables. */
function plantRows(plants: readonly Plant[]): string[][] {
  const groups = new Map<string, Plant[]>()
  for (const plant of plants) {
    const key = JSON.stringify([plant.kind, plant.status, plant.fields, plant.sort, plant.why])
    groups.set(key, [...(groups.get(key) ?? []), plant])
  }
  return [...groups.values()].map((group) => {
    const { kind, status, fields, sort, why } = group[0] as Plant
    const objects = group.map(({ address }) => `\`${address.filter(Boolean).join('.')}\``)
    return [kind, objects.join(', '), fields.length > 0 ? fields.join(', ') : status, sort, why]
  })
}

function rowsUnder(heading: string): string[][] {
  const section = text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? ''
  const lines = section.split('\n').filter((line) => line.startsWith('|'))
  return lines.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  )
}
