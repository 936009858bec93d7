import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDatabase, QUIET, type TestDatabase } from '../testing/servers'
import { checkEnvironments } from './check-environments'
import { searchObjects } from './search-objects'
import { Workspace } from './workspace'

/** More than a search lists of what is the same everywhere. */
const MANY = 60
const SCHEMA = `create table orders (id int primary key, "placedAt" timestamptz);
  create table "OrderItem" (id int primary key);
  create index orders_by_time on orders ("placedAt");
  ${Array.from({ length: MANY }, (_, i) => `create table a_order_${i} (id int);`).join('\n')}`

let prod: TestDatabase
let staging: TestDatabase
let space: Workspace

beforeAll(async () => {
  prod = await createDatabase(QUIET, { sql: SCHEMA })
  staging = await createDatabase(QUIET, { sql: `${SCHEMA} create view z_order_totals as select 1 as one;` })
  space = new Workspace({
    directory: import.meta.dirname,
    variables: {
      PROD_DATABASE_URL: prod.url,
      STAGING_DATABASE_URL: staging.url,
      LOCAL_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nowhere',
    },
  })
  await checkEnvironments(space)
})
afterAll(async () => {
  await space.close()
  await Promise.all([prod.drop(), staging.drop()])
})

const find = async (text: string) => (await searchObjects(space, text)).objects.map(({ id }) => id)

describe('searching the objects of all environments', () => {
  test('what is called just that is first, in whatever case it was typed', async () => {
    expect((await find('orders'))[0]).toBe('table:public.orders')
    expect(await find(' orderitem ')).toContain('table:public.OrderItem')
    expect((await find('placedat'))[0]).toBe('column:public.orders.placedAt')
  })

  test('what differs comes before the many that only hold the text, and is never cut off by them', async () => {
    const { objects, isCut } = await searchObjects(space, 'order')
    expect(isCut).toBe(true)
    expect(objects).toHaveLength(50)
    expect(objects[0]).toMatchObject({ id: 'view:public.z_order_totals', differs: true })
    expect(objects[1]).toMatchObject({ id: 'table:public.orders', differs: false })
  })

  test('says in how many environments it was searched', async () => {
    expect(await searchObjects(space, 'no such thing')).toMatchObject({
      objects: [],
      environments: 3,
      read: 2,
    })
  })

  test('finds nothing for nothing', async () => {
    expect(await find('  ')).toEqual([])
  })
})
