create schema app;
create type app.color as enum ('red');
create domain app.code as text;
create type app.pair as (c app.color[], d app.code);
create type app.nested as (p app.pair, q int);
