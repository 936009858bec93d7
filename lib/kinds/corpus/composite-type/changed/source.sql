do $$ begin create role corpus_owner; exception when duplicate_object or unique_violation then null; end $$;
create type color as enum ('red');
create type address as (street text, "zip code" varchar(10), city text collate "C", tags text[]);
create type moved as (a int, b int);
create type owned as (a int);
alter type owned owner to corpus_owner;
create type gone as (c color);
