create type status as enum ('draft', 'sent', 'paid');
create type grown as enum ('a', 'b', 'c');
create type moved as enum ('high', 'low');
create type renamed as enum ('one', '2');
create type owned as enum ('x');
create type extra as enum ();
create table uses_gone (id int);
