import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { preparePlace } from './cluster-place'

const CLUSTERS = '/var/lib/lockstep/clusters'

let folder: string
const others: string[] = []

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-place-'))
})
afterEach(() => {
  for (const place of [folder, ...others.splice(0)]) fs.rmSync(place, { recursive: true, force: true })
})

function otherPlace(digit: string, belongsTo: string): string {
  const place = path.join(CLUSTERS, `0000000${digit}`.repeat(2))
  fs.mkdirSync(path.join(place, 'data'), { recursive: true })
  fs.writeFileSync(path.join(place, 'belongs-to'), belongsTo)
  others.push(place)
  return place
}

// Only root's servers run as somebody else, who may not enter every folder.
test.skipIf(process.getuid?.() !== 0)(
  'data whose folder is gone is swept, and never what somebody is just about to name',
  async () => {
    const first = await preparePlace(path.join(folder, 'cluster'), false)
    expect(first.startsWith(CLUSTERS)).toBe(true)
    others.push(first)
    const gone = otherPlace('1', path.join(folder, 'gone'))
    const unnamed = otherPlace('2', '')
    expect(await preparePlace(path.join(folder, 'cluster'), false)).toBe(first)
    expect([first, gone, unnamed].map((place) => fs.existsSync(place))).toEqual([true, false, true])
    expect(fs.readFileSync(path.join(first, 'belongs-to'), 'utf8')).toBe(path.join(folder, 'cluster'))
    expect(fs.readdirSync(first)).toEqual(['belongs-to'])
  },
)
