/**
 * The words around the rows of a script, in the manner of pg_dump, so that psql and our own reader take it for what it is.
 * What decides how values are read is set as it was when they were printed. A Supabase database is restored without triggers
 * and checks of references, as its CLI does.
 */
export function scriptBegin({ isSupabase }: { isSupabase: boolean }): string {
  return `--
-- PostgreSQL database dump
--

${isSupabase ? 'SET session_replication_role = replica;\n' : ''}SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
SET datestyle = 'ISO, MDY';
SET intervalstyle = 'postgres';
SET timezone = 'UTC';
SET lc_monetary = 'C';

`
}

export const ROWS_END = '\\.\n\n'

export function scriptEnd({ isSupabase }: { isSupabase: boolean }): string {
  return `--
-- PostgreSQL database dump complete
--

${isSupabase ? 'RESET ALL;\n' : ''}`
}
