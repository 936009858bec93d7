import { expect, test } from 'vitest'
import { objectId } from '../objects/address'
import { recordObjects } from './record-objects'

test.each([
  ['its own schema', 'sqitch', 'sqitch', 'changes', ['schema:sqitch', 'table:sqitch.changes']],
  ['a guest in another schema', 'drizzle', 'app', '__drizzle_migrations', ['table:app.__drizzle_migrations']],
  [
    'a table for the lock',
    'liquibase',
    'public',
    'databasechangelog',
    ['table:public.databasechangelog', 'table:public.databasechangeloglock'],
  ],
  ['a table alone', 'prisma', 'public', '_prisma_migrations', ['table:public._prisma_migrations']],
])('%s', (_, tool, schema, table, wanted) => {
  expect(recordObjects({ tool, schema, table }).map(objectId)).toEqual(wanted)
})
