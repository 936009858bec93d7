create type color as enum ('red');
create type address as (street text, "zip code" varchar(12), city text, country text, tags text[]);
create type moved as (b int, a int);
create type owned as (a int);
create type extra as (a int);
