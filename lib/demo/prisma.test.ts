import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { demoProjectDir, readDrift } from './files'

test.each(['20261103190000_report_runs', '20261105201500_report_run_format'])(
  'local records Prisma migration %s with the checksum of its file',
  (name) => {
    const file = fs.readFileSync(path.join(demoProjectDir(), 'prisma', 'migrations', name, 'migration.sql'))
    const checksum = createHash('sha256').update(file).digest('hex')
    expect(readDrift('local')).toMatch(new RegExp(`'${checksum}',[^)]*'${name}'`))
  },
)
