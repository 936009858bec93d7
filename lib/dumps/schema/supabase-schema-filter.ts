import type { Transform } from 'node:stream'
import { ScriptLexer } from '../read-back/script-lexer.mjs'
import { eachLine } from './each-line'
import { NOT_IN_SCHEMA } from './supabase-schemas'

const SCHEMAS = NOT_IN_SCHEMA.join('|')

/** Makes a script that can run where some of it is there already. */
const REPLACED: readonly (readonly [RegExp, string])[] = [
  [/^CREATE SCHEMA "/, 'CREATE SCHEMA IF NOT EXISTS "'],
  [/^CREATE TABLE "/, 'CREATE TABLE IF NOT EXISTS "'],
  [/^CREATE SEQUENCE "/, 'CREATE SEQUENCE IF NOT EXISTS "'],
  [/^CREATE VIEW "/, 'CREATE OR REPLACE VIEW "'],
  [/^CREATE FUNCTION "/, 'CREATE OR REPLACE FUNCTION "'],
  [/^CREATE TRIGGER "/, 'CREATE OR REPLACE TRIGGER "'],
  [/^(CREATE EXTENSION IF NOT EXISTS "(?:pg_tle|pgsodium|pgmq)").+/, '$1;'],
]

/** Beginnings of statements that only the platform's own roles could run, or that the platform has run already. */
const LEFT_OUT: readonly RegExp[] = [
  /^CREATE PUBLICATION "supabase_realtime/,
  /^CREATE EVENT TRIGGER /,
  /^ALTER EVENT TRIGGER /,
  /^ALTER PUBLICATION "supabase_realtime_/,
  /^ALTER FOREIGN DATA WRAPPER (.+) OWNER TO /,
  /^ALTER DEFAULT PRIVILEGES FOR ROLE "supabase_admin"/,
  /^GRANT ALL ON FOREIGN DATA WRAPPER (.+) TO "postgres" WITH GRANT OPTION/,
  new RegExp(`^GRANT (.+) ON (.+) "(${SCHEMAS})"`),
  new RegExp(`^REVOKE (.+) ON (.+) "(${SCHEMAS})"`),
  /^COMMENT ON EXTENSION (.+)/,
  /^CREATE POLICY "cron_job_/,
  /^ALTER TABLE "cron"/,
  /^SET transaction_timeout = 0;/,
  /^\\(un)?restrict /,
  /^--/,
]

/**
 * Changes the script of a Supabase database's schema as its command line's `db dump` does, which edits every line by
 * itself. Here a statement goes with all of its lines, and bodies of functions, texts and comments of objects stay as
 * they are, whatever their lines begin with.
 * https://github.com/supabase/cli, pkg/migration/scripts/dump_schema.sh
 */
export function supabaseSchemaFilter(): Transform {
  const lexer = new ScriptLexer()
  let isLeftOut = false
  return eachLine((line) => {
    const isStart = lexer.isBetween
    const { endsStatement } = lexer.take(line)
    if (isStart) isLeftOut = LEFT_OUT.some((pattern) => pattern.test(line))
    const text = isLeftOut ? null : isStart ? replaced(line) : line
    if (endsStatement || lexer.isBetween) isLeftOut = false
    return text
  })
}

function replaced(line: string): string {
  return REPLACED.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), line)
}
