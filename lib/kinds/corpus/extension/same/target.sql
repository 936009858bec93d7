create extension "uuid-ossp" version '1.1';
create extension btree_gist version '1.6';
create extension citext version '1.6';
create schema extensions;
alter extension "uuid-ossp" set schema extensions;
set search_path = extensions;
create extension hstore version '1.5';
drop extension plpgsql;
create extension plpgsql;
