import { Readable, type Transform } from 'node:stream'
import { expect, test } from 'vitest'
import { columnVersionFilter } from './column-version-filter'
import { dataArguments, schemaArguments } from './dump-arguments'
import { notNullFilter } from './not-null-filter'
import { collectObjects } from './object-collector'
import { supabaseDataFilter } from './supabase-data-filter'
import { supabaseSchemaFilter } from './supabase-schema-filter'

async function run(text: string, filter: Transform, pieceBytes = 7): Promise<string> {
  const bytes = Buffer.from(text)
  const pieces = Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, index) =>
    bytes.subarray(index * pieceBytes, (index + 1) * pieceBytes),
  )
  const chunks: Buffer[] = []
  for await (const chunk of Readable.from(pieces).pipe(filter)) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

test.each([
  ['CREATE SCHEMA "app";', 'CREATE SCHEMA IF NOT EXISTS "app";'],
  ['CREATE TABLE "public"."ä" (', 'CREATE TABLE IF NOT EXISTS "public"."ä" ('],
  ['CREATE SEQUENCE "public"."s"', 'CREATE SEQUENCE IF NOT EXISTS "public"."s"'],
  ['CREATE VIEW "public"."v" AS', 'CREATE OR REPLACE VIEW "public"."v" AS'],
  ['CREATE FUNCTION "public"."f"()', 'CREATE OR REPLACE FUNCTION "public"."f"()'],
  ['CREATE TRIGGER "t" BEFORE', 'CREATE OR REPLACE TRIGGER "t" BEFORE'],
  ['CREATE EXTENSION IF NOT EXISTS "pgmq" WITH SCHEMA "pgmq";', 'CREATE EXTENSION IF NOT EXISTS "pgmq";'],
  [
    'CREATE EXTENSION IF NOT EXISTS "citext" WITH SCHEMA "extensions";',
    'CREATE EXTENSION IF NOT EXISTS "citext" WITH SCHEMA "extensions";',
  ],
  ['GRANT ALL ON TABLE "public"."t" TO "anon";', 'GRANT ALL ON TABLE "public"."t" TO "anon";'],
])('of a Supabase schema %s becomes %s', async (line, expected) => {
  expect(await run(`${line}\n`, supabaseSchemaFilter())).toBe(`${expected}\n`)
})

test.each([
  '-- Name: t; Type: TABLE; Schema: public; Owner: postgres',
  '\\restrict lockstep',
  'SET transaction_timeout = 0;',
  'CREATE PUBLICATION "supabase_realtime" WITH (publish = \'insert\');',
  'CREATE EVENT TRIGGER "e" ON "ddl_command_end"\n         WHEN TAG IN (\'CREATE TABLE\')\n   EXECUTE FUNCTION "public"."f"();',
  'ALTER EVENT TRIGGER "e" OWNER TO "supabase_admin";',
  'ALTER PUBLICATION "supabase_realtime_messages_publication" OWNER TO "supabase_admin";',
  'ALTER FOREIGN DATA WRAPPER "w" OWNER TO "postgres";',
  'ALTER DEFAULT PRIVILEGES FOR ROLE "supabase_admin" IN SCHEMA "public" GRANT ALL ON TABLES TO "anon";',
  'GRANT ALL ON FOREIGN DATA WRAPPER "w" TO "postgres" WITH GRANT OPTION;',
  'GRANT USAGE ON SCHEMA "auth" TO "anon";',
  'REVOKE ALL ON FUNCTION "vault"."f"() FROM "anon";',
  'COMMENT ON EXTENSION "citext" IS \'one\ntwo\';',
  'CREATE POLICY "cron_job_policy" ON "cron"."job";',
  'ALTER TABLE "cron"."job" ENABLE ROW LEVEL SECURITY;',
])('of a Supabase schema this is left out: %s', async (statement) => {
  expect(await run(`CREATE TYPE a;\n${statement}\nCREATE TYPE b;\n`, supabaseSchemaFilter())).toBe(
    'CREATE TYPE a;\nCREATE TYPE b;\n',
  )
})

test('bodies and texts stay as they are, whatever their lines begin with', async () => {
  const kept = `    LANGUAGE "plpgsql"
    AS $_$
-- a comment
CREATE TABLE "x" ();
ALTER TABLE "cron"."job" DISABLE TRIGGER ALL;
$_$;
COMMENT ON TABLE "public"."t" IS 'first
-- second
CREATE VIEW "third';
`
  expect(await run(`CREATE FUNCTION "f"()\n${kept}`, supabaseSchemaFilter())).toBe(
    `CREATE OR REPLACE FUNCTION "f"()\n${kept}`,
  )
})

test.each([
  ['ALTER TABLE ONLY public.t ALTER COLUMN a SET (pg_attver=1);', ''],
  [
    'ALTER TABLE ONLY public.t ALTER COLUMN a SET (n_distinct=5, pg_attver=1);',
    'ALTER TABLE ONLY public.t ALTER COLUMN a SET (n_distinct=5);\n',
  ],
  [
    'ALTER TABLE ONLY "public"."t" ALTER COLUMN "a" SET ("pg_attver"=3, "n_distinct"=5);',
    'ALTER TABLE ONLY "public"."t" ALTER COLUMN "a" SET ("n_distinct"=5);\n',
  ],
  [
    'ALTER TABLE ONLY public.t ALTER COLUMN a SET (n_distinct=5);',
    'ALTER TABLE ONLY public.t ALTER COLUMN a SET (n_distinct=5);\n',
  ],
  ["COMMENT ON TABLE t IS 'SET (pg_attver=1);';", "COMMENT ON TABLE t IS 'SET (pg_attver=1);';\n"],
])('the option that servers set by themselves is taken out of %s', async (line, expected) => {
  expect(await run(`${line}\n`, columnVersionFilter())).toBe(expected)
})

test.each([7, 100_000])(
  'a script of Supabase rows fires no triggers and means nothing to psql, in pieces of %i bytes',
  async (pieceBytes) => {
    const rows = `COPY "t" ("a") FROM stdin;\n${'\\restrict me\n\\unrestrict you\n'.repeat(1000)}\\.\n`
    const footer = '\n--\n-- PostgreSQL database dump complete\n--\n\n'
    const script = `--\n-- PostgreSQL database dump\n--\n\n\\restrict lockstep\n\nSET lock_timeout = 0;\n${rows}${footer}\\unrestrict lockstep\n\n`
    expect(await run(script, supabaseDataFilter(), pieceBytes)).toBe(
      `SET session_replication_role = replica;\n\n--\n-- PostgreSQL database dump\n--\n\n-- \\restrict lockstep\n\nSET lock_timeout = 0;\n${rows}${footer}-- \\unrestrict lockstep\n\nRESET ALL;\n`,
    )
  },
)

test('what a script names is noted, but not what its bodies say', async () => {
  const collector = collectObjects()
  const script = `-- Name: t; Type: TABLE; Schema: public; Owner: app
CREATE FUNCTION f() RETURNS text AS $$
-- Name: no; Type: TABLE; Schema: public; Owner: app
-- PostgreSQL database dump complete
$$;
-- Name: ä "b"; Type: FK CONSTRAINT; Schema: Odd Schema; Owner: app
-- Name: SCHEMA x; Type: ACL; Schema: -; Owner: app
`
  expect(await run(script, collector.transform)).toBe(script)
  expect(collector.isWhole()).toBe(false)
  expect(collector.objects).toEqual([
    { type: 'TABLE', schema: 'public', name: 't' },
    { type: 'FK CONSTRAINT', schema: 'Odd Schema', name: 'ä "b"' },
    { type: 'ACL', schema: null, name: 'SCHEMA x' },
  ])
})

test('tables are named so that no character of theirs is a pattern', () => {
  const tables = [{ schema: 'a*b', name: '--x"y' }]
  const args = dataArguments({ isSupabase: true, snapshotId: '0003-1', format: 'sql', tables })
  expect(args).toContain('--table="a*b"."--x""y"')
  expect(args).toContain('--snapshot=0003-1')
  expect(args.join(' ')).not.toContain('--exclude')
})

test('only a Supabase database is dumped without its platform', () => {
  const [plain, supabase] = [false, true].map((isSupabase) =>
    schemaArguments({ isSupabase, snapshotId: null }).join(' '),
  )
  expect(plain).toBe('--schema-only --restrict-key=lockstep')
  expect(supabase).toMatch(
    /--quote-all-identifier --exclude-schema=information_schema\|pg_\*\|.*\|auth\|storage\|/,
  )
  const rows = dataArguments({ isSupabase: true, snapshotId: null, format: 'sql', tables: null }).join(' ')
  expect(rows).not.toMatch(/\|(auth|storage)\|/)
  expect(rows).toContain('--exclude-table=auth.schema_migrations')
})

test('NOT NULL of an inherited column is said after its table, where the server knows no clause for it', async () => {
  const script = `CREATE TABLE public.a (
    id integer NOT NULL,
    note text DEFAULT '
    NOT NULL id,'::text
);

CREATE TABLE public.b (
    CONSTRAINT c CHECK ((id > 0)),
    NOT NULL id,
    NOT NULL "a,b"
)
INHERITS (public.a);

CREATE FOREIGN TABLE public.f (
    NOT NULL id
)
INHERITS (public.a)
SERVER s;

`
  const readable = `CREATE TABLE public.a (
    id integer NOT NULL,
    note text DEFAULT '
    NOT NULL id,'::text
);

CREATE TABLE public.b (
    CONSTRAINT c CHECK ((id > 0))
)
INHERITS (public.a);
ALTER TABLE public.b ALTER COLUMN id SET NOT NULL;
ALTER TABLE public.b ALTER COLUMN "a,b" SET NOT NULL;

CREATE FOREIGN TABLE public.f (
)
INHERITS (public.a)
SERVER s;
ALTER FOREIGN TABLE public.f ALTER COLUMN id SET NOT NULL;

`
  expect(await run(script, notNullFilter(17))).toBe(readable)
  expect(await run(script, notNullFilter(18))).toBe(script)
  const byHand =
    'CREATE TABLE a (\n    NOT NULL id)\nINHERITS (b);\nCREATE TABLE c (\n    NOT NULL id\n  );\n'
  expect(await run(byHand, notNullFilter(17))).toBe(byHand)
})
