create schema extensions;
create extension hstore schema extensions version '1.4';
alter extension hstore update to '1.5';
create extension citext version '1.6';
create extension btree_gist version '1.6';
create extension "uuid-ossp" schema extensions version '1.1';
