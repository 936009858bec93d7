create schema extensions;
create extension citext schema extensions version '1.6';
create type mood as enum ('good', 'bad');
create table notes (
  id int,
  amount int,
  mood mood,
  moods mood[],
  address extensions.citext,
  addresses extensions.citext[],
  doubled bigint generated always as (amount * 2) stored
);
