do $$ begin create role corpus_owner; exception when duplicate_object or unique_violation then null; end $$;
create type status as enum ('draft', 'sent', 'paid', 'void');
create type grown as enum ('a', 'b');
create type moved as enum ('low', 'high');
create type renamed as enum ('one', 'two');
create type owned as enum ('x');
alter type owned owner to corpus_owner;
create type gone as enum ('x');
create table uses_gone (id int);
