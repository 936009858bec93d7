create schema extensions;
create extension citext schema extensions version '1.6';
create table public.audit (n int);
create table extensions.audit (n int);
create function log_it() returns void language plpgsql as 'begin insert into public.audit values (1); end';
create function lower_it(t text) returns text language sql as 'select t::extensions.citext::text';
