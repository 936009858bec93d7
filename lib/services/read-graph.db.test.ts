import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { checkEnvironments } from './check-environments'
import { readGraph } from './read-graph'
import { Workspace } from './workspace'

const [major] = majors() as [ReturnType<typeof majors>[number]]
const PAIR = { source: 'prod', target: 'staging' }

const SCHEMA = `create table customers (id int primary key, email text);
  create table invoices (id int primary key, customer_id int, amount numeric(12,2), note text,
    constraint to_customer foreign key (customer_id) references customers);
  create table lines (id int primary key, invoice_id int references invoices, plan_id int);
  create table plans (id int primary key, code text unique);
  create table archive (id int primary key, invoice_id int references invoices);
  create table apart (id int primary key, secret text);
  alter table apart enable row level security;
  create policy mine on apart using (secret = current_user);
  create table untouched (id int primary key);`
const CHANGES = `alter table invoices alter amount type numeric(10,2); alter table invoices drop note;
  alter table invoices add column paid_at date;
  alter table invoices rename constraint to_customer to to_customers;
  alter table lines add constraint to_plan foreign key (plan_id) references plans;
  alter table plans drop constraint plans_code_key; drop table archive; create table extra (id int);
  alter policy mine on apart using (true);`

let prod: TestDatabase
let staging: TestDatabase
let directory: string
let space: Workspace

beforeAll(async () => {
  prod = await createDatabase(major, { sql: SCHEMA })
  staging = await createDatabase(major, { sql: SCHEMA + CHANGES })
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-graph-'))
  const variables = { PROD_DATABASE_URL: prod.url, STAGING_DATABASE_URL: staging.url }
  space = new Workspace({ directory, variables })
  await checkEnvironments(space)
})
afterAll(async () => {
  await space.close()
  await Promise.all([prod.drop(), staging.drop()])
  fs.rmSync(directory, { recursive: true })
})

async function graph() {
  const { graph } = await readGraph(space, PAIR)
  if (!graph) throw new Error('The environments were not compared.')
  return graph
}

async function table(name: string) {
  return (await graph()).tables.find(({ id }) => id === `table:public.${name}`)
}

test('holds every table that differs or has something that does, and what is joined to them', async () => {
  const { tables, leftOut } = await graph()
  const names = (isNeighbour: boolean) =>
    tables
      .filter((each) => each.isNeighbour === isNeighbour)
      .map(({ name }) => name)
      .sort()
  expect(names(false)).toEqual(['apart', 'archive', 'extra', 'invoices', 'lines', 'plans'])
  expect(names(true)).toEqual(['customers'])
  expect(leftOut).toEqual({ changed: 0, neighbours: 0 })
})

test('marks columns that came, went and changed, and counts those that are the same', async () => {
  const invoices = await table('invoices')
  expect(invoices).toMatchObject({ status: 'different', otherColumns: 0 })
  const columns = invoices?.columns.map(({ name, status, newType }) => [name, status, newType])
  expect(columns).toEqual([
    ['id', 'equal', null],
    ['amount', 'different', 'numeric(10,2)'],
    ['note', 'sourceOnly', null],
    ['paid_at', 'targetOnly', null],
    ['customer_id', 'equal', null],
  ])
  expect(await table('customers')).toMatchObject({ status: 'equal', columns: [], otherColumns: 2 })
})

test('tells tables of one side, keys that differ, and differences it does not draw', async () => {
  expect(await table('archive')).toMatchObject({ status: 'sourceOnly' })
  expect(await table('extra')).toMatchObject({ status: 'targetOnly' })
  expect((await table('plans'))?.keys).toMatchObject([{ name: 'plans_code_key', status: 'sourceOnly' }])
  expect(await table('apart')).toMatchObject({
    status: 'different',
    otherDifferences: 1,
    columns: [{ name: 'id' }],
  })
})

test('joins tables by foreign keys, each once, be it under two names', async () => {
  const { relations } = await graph()
  const said = relations.map(({ name, from, to, status }) => [name, from, to, status])
  expect(said.sort()).toEqual([
    ['archive_invoice_id_fkey', 'table:public.archive', 'table:public.invoices', 'sourceOnly'],
    ['lines_invoice_id_fkey', 'table:public.lines', 'table:public.invoices', 'equal'],
    ['to_customer', 'table:public.invoices', 'table:public.customers', 'different'],
    ['to_plan', 'table:public.lines', 'table:public.plans', 'targetOnly'],
  ])
})

test('is capped, and says what was left out', async () => {
  const names = Array.from({ length: 120 }, (_, i) => `many_${i}`)
  const many = names.map((name) => `create table ${name} (id int primary key, of int references customers)`)
  await prod.query(many.join(';'))
  await checkEnvironments(space, ['prod'])
  const { tables, leftOut } = await graph()
  expect(tables).toHaveLength(100)
  expect(leftOut.changed).toBe(126 - 100)
  expect(leftOut.neighbours).toBe(1)
})
