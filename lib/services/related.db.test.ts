import { afterAll, beforeAll, expect, test } from 'vitest'
import { KINDS_BY_NAME } from '../kinds/all'
import { countChildren, findDependents, findNeeds } from '../kinds/find-dependents'
import { objectId, parseObjectId } from '../objects/address'
import { findObject, type Snapshot } from '../objects/snapshot'
import { readDatabase } from '../testing/read-database'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'

let database: TestDatabase
let snapshot: Snapshot

beforeAll(async () => {
  database = await createDatabase(majors()[0] as ReturnType<typeof majors>[number], {
    sql: `
      create type state as enum ('open', 'closed');
      create table customers (id int primary key, name text, "o""dd\\" int);
      create table invoices (id int primary key, customer int references customers, state state, parent int references invoices);
      create index on invoices (state); create statistics busy on state, customer from invoices;
      alter table invoices add number int generated always as identity;
      grant usage on sequence invoices_number_seq to public;
      alter table customers enable row level security; alter table invoices enable row level security;
      create policy mine on invoices using (exists (select from customers c where c.id = customer));
      create policy own on customers using (name = current_user);
      create view open_invoices as select i.id, c.name from invoices i join customers c on c.id = i.customer;
      create view names as select name from open_invoices;
      create function late() returns trigger language plpgsql as 'begin return new; end';
      create trigger late before insert on invoices for each row execute function late();
      create function total(c customers) returns bigint language sql begin atomic select count(*) from invoices; end;
      create view odd as select "o""dd\\" from customers;
      grant select on invoices to public;
      comment on table invoices is 'What is owed.';`,
  })
  snapshot = await readDatabase(database.url)
})
afterAll(() => database.drop())

const ref = (id: string) => parseObjectId(id) as NonNullable<ReturnType<typeof parseObjectId>>

function dependents(id: string) {
  return Object.fromEntries(
    findDependents(snapshot, ref(id)).map(({ ref, through }) => [objectId(ref), through.join(', ')]),
  )
}

test('of a table: what reads it or points to it from elsewhere, and through which columns', () => {
  expect(dependents('table:public.customers')).toEqual({
    'foreign-key:public.invoices.invoices_customer_fkey': 'id',
    'function:public.total.public%2Ecustomers': '',
    'policy:public.invoices.mine': 'id',
    'view:public.odd': 'o"dd\\',
    'view:public.open_invoices': 'id, name',
  })
})

test('of a table: nothing that is below it, such as its policies, keys to itself, and triggers', () => {
  expect(dependents('table:public.invoices')).toEqual({
    'function:public.total.public%2Ecustomers': '',
    'view:public.open_invoices': 'customer, id',
  })
})

test('of a view, a function, a type, and a column whose name has to be quoted', () => {
  expect(dependents('view:public.open_invoices')).toEqual({ 'view:public.names': '' })
  expect(dependents('function:public.late.')).toEqual({ 'trigger:public.invoices.late': '' })
  expect(Object.keys(dependents('enum:public.state'))).toEqual(['column:public.invoices.state'])
  expect(Object.keys(dependents(`column:public.customers.${encodeURIComponent('o"dd\\')}`))).toEqual([
    'view:public.odd',
  ])
})

test('of what nothing needs, and of what is not there: nothing', () => {
  expect(dependents('view:public.names')).toEqual({})
  expect(dependents('table:public.nothing')).toEqual({})
})

test('what an object needs leaves out its own table', () => {
  const kind = KINDS_BY_NAME.get('policy') as NonNullable<ReturnType<typeof KINDS_BY_NAME.get>>
  const row = findObject(snapshot, kind, ref('policy:public.invoices.mine'))
  expect(row && findNeeds(kind, row).map(objectId).sort()).toEqual(['column:public.customers.id'])
})

test('children are counted by kind', () => {
  expect(Object.fromEntries(countChildren(snapshot, ref('table:public.invoices')))).toEqual({
    column: 5,
    comment: 1,
    'foreign-key': 2,
    grant: 2,
    index: 1,
    policy: 1,
    'primary-key': 1,
    sequence: 1,
    statistics: 1,
    trigger: 1,
    ...(snapshot.server.major >= 18 ? { 'not-null-constraint': 2 } : {}),
  })
  const schema = countChildren(snapshot, ref('schema:public'))
  expect([schema.get('table'), schema.get('view'), schema.get('column')]).toEqual([2, 3, undefined])
})
