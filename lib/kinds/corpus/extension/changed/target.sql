create schema extensions;
create schema elsewhere;
create extension hstore schema extensions version '1.5';
create extension pg_trgm schema elsewhere version '1.6';
create extension unaccent schema extensions version '1.1';
create extension ltree schema extensions version '1.2';
create extension pgcrypto schema extensions version '1.3';
drop extension plpgsql;
