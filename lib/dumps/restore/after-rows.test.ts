import { expect, test } from 'vitest'
import { belongsAfterRows } from './after-rows'

test.each([
  'ALTER TABLE ONLY public.a ADD CONSTRAINT "a b" FOREIGN KEY (x) REFERENCES b(y)',
  'ALTER TABLE a DISABLE TRIGGER t',
  'ALTER TABLE "a""b".c ENABLE ALWAYS TRIGGER t',
  'CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f()',
  'CREATE OR REPLACE TRIGGER t AFTER INSERT ON a EXECUTE FUNCTION f()',
  "COMMENT ON TRIGGER t ON a IS 'x'",
  'ALTER TABLE ONLY app.a\n    ADD CONSTRAINT f FOREIGN KEY (b) REFERENCES app.b(id) NOT VALID',
  'ALTER TABLE app."a ""b"\n    ADD CONSTRAINT c CHECK ((b < 5)) NOT VALID',
  'ALTER TABLE app.a\n    ADD CONSTRAINT n NOT NULL b NOT VALID',
  'ALTER DOMAIN app.d\n    ADD CONSTRAINT c CHECK ((VALUE < 10)) NOT VALID',
  'ALTER TABLE app.a ENABLE ROW LEVEL SECURITY',
  'ALTER TABLE app.a DISABLE RULE r',
  'ALTER TABLE app.a ENABLE REPLICA TRIGGER t',
  'CREATE RULE r AS\n    ON INSERT TO app.a DO INSTEAD NOTHING',
  'CREATE INDEX i ON app.a USING btree (app.f(id))',
  'ALTER INDEX app.i ATTACH PARTITION app.j',
  'ALTER TABLE app.a CLUSTER ON i',
  'COMMENT ON INDEX app.i IS $$x$$',
  'CREATE POLICY p ON app.a USING (true)',
  'CREATE CONSTRAINT TRIGGER t AFTER INSERT ON app.a FOR EACH ROW EXECUTE FUNCTION app.f()',
  'CREATE EVENT TRIGGER e ON sql_drop EXECUTE FUNCTION app.f()',
  'COMMENT ON POLICY p ON app.a IS $$x$$',
  'COMMENT ON RULE r ON app.a IS $$x$$',
  'GRANT SELECT ON TABLE app.a TO b',
  'REVOKE ALL ON TABLE app.a FROM b',
  'REFRESH MATERIALIZED VIEW app.m',
])('%s waits for the rows', (statement) => expect(belongsAfterRows(statement)).toBe(true))

test.each([
  'ALTER TABLE ONLY app.a\n    ADD CONSTRAINT a_pkey PRIMARY KEY (id)',
  "ALTER TABLE app.a\n    ADD CONSTRAINT c CHECK ((b <> 'NOT VALID'))",
  'ALTER DOMAIN app.d\n    ADD CONSTRAINT c CHECK ((VALUE < 10))',
  'CREATE RULE "_RETURN" AS\n    ON SELECT TO app.v DO INSTEAD SELECT 1',
  'ALTER TABLE ONLY app.a FORCE ROW LEVEL SECURITY',
  'ALTER DEFAULT PRIVILEGES FOR ROLE a GRANT SELECT ON TABLES TO b',
  'CREATE FUNCTION t() RETURNS trigger LANGUAGE sql AS $$ create trigger $$',
  "COMMENT ON TABLE trigger IS 'x'",
  'CREATE TABLE app.a ()',
  'CREATE UNIQUE INDEX i ON app.a USING btree (id)',
])('%s does not', (statement) => expect(belongsAfterRows(statement)).toBe(false))
