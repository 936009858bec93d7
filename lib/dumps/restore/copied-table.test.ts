import { expect, test } from 'vitest'
import { belongsAfterRows } from './after-rows'
import { copiedTable } from './copied-table'

test.each([
  ['COPY public.a (id, b) FROM stdin', { schema: 'public', name: 'a', columns: ['id', 'b'] }],
  ['copy Only_A from STDIN', { schema: 'public', name: 'only_a', columns: [] }],
  [
    'COPY "a""b"."sel\'ect (" ("x, y", "from stdin", Z) FROM stdin',
    { schema: 'a"b', name: "sel'ect (", columns: ['x, y', 'from stdin', 'z'] },
  ],
  ['CREATE TABLE a (b int)', null],
  ["COPY a FROM '/tmp/x'", null],
])('%s', (statement, table) => {
  expect(copiedTable(statement)).toEqual(table)
})

test.each([
  ['ALTER TABLE ONLY public.a ADD CONSTRAINT "a b" FOREIGN KEY (x) REFERENCES b(y)', true],
  ['ALTER TABLE a DISABLE TRIGGER t', true],
  ['ALTER TABLE "a""b".c ENABLE ALWAYS TRIGGER t', true],
  ['CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f()', true],
  ['CREATE OR REPLACE TRIGGER t AFTER INSERT ON a EXECUTE FUNCTION f()', true],
  ['CREATE CONSTRAINT TRIGGER t AFTER INSERT ON a EXECUTE FUNCTION f()', true],
  ['CREATE EVENT TRIGGER t ON ddl_command_end EXECUTE FUNCTION f()', true],
  ["COMMENT ON TRIGGER t ON a IS 'x'", true],
  ['ALTER TABLE ONLY public.a ADD CONSTRAINT a_pkey PRIMARY KEY (x)', false],
  ['CREATE FUNCTION t() RETURNS trigger LANGUAGE sql AS $$ create trigger $$', false],
  ['ALTER TABLE a ENABLE ROW LEVEL SECURITY', false],
  ["COMMENT ON TABLE trigger IS 'x'", false],
])('%s waits for rows: %s', (statement, waits) => {
  expect(belongsAfterRows(statement)).toBe(waits)
})
