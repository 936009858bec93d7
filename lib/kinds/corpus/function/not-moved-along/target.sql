create schema extensions;
create extension citext schema public version '1.6';
create table public.audit (n int);
create table extensions.audit (n int);
create function log_it() returns void language plpgsql as 'begin insert into audit values (1); end';
create function lower_it(t text) returns text language sql as 'select t::public.citext::text';
