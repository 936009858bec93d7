-- At least one object of every kind that belongs to one database, with comments and grants on all that can have them.
do $$ declare name text; begin foreach name in array array['kinds_keeper', 'kinds_reader'] loop
  begin execute format('create role %I', name); exception when duplicate_object or unique_violation then null; end;
end loop; end $$;

create schema app;
create schema hidden;
create extension citext schema hidden;
create trusted language other handler plpgsql_call_handler;
create access method other_index type index handler bthandler;
create collation app.plain (locale = 'C');
create type app.status as enum ('open', 'paid');
create type app.address as (street text, city text);
create type app.span as range (subtype = numeric);
create domain app.amount as numeric constraint positive check (value > 0);

create function app.fake_in(cstring) returns app.fake language internal strict immutable as 'textin';
create function app.fake_out(app.fake) returns cstring language internal strict immutable as 'textout';
create type app.fake (input = app.fake_in, output = app.fake_out, like = text);

create sequence app.numbers;
create table app.tenants (id int primary key, name text constraint name_given not null unique);
create table app.invoices (
  id bigint generated always as identity primary key,
  tenant int not null references app.tenants,
  total numeric default 0 check (total >= 0),
  during int4range,
  note text,
  exclude using gist (during with &&)
);
alter table app.invoices enable row level security;
create policy mine on app.invoices using (tenant = current_setting('app.tenant')::int);
create index invoices_note on app.invoices (lower(note)) where note <> '';
create statistics app.invoices_tenant on tenant, total from app.invoices;
create view app.report as select tenant, sum(total) as total from app.invoices group by tenant;
create materialized view app.summary as select count(*) as invoices from app.invoices;
create rule keep as on delete to app.tenants do instead nothing;
create table app.log (id int, made date) partition by range (made);
create table app.log_2025 partition of app.log for values from ('2025-01-01') to ('2026-01-01');

create function app.total(tenant int) returns numeric language sql stable as 'select sum(total) from app.invoices i where i.tenant = $1';
create procedure app.close(int) language sql as 'delete from app.tenants where id = $1';
create function app.stamp() returns trigger language plpgsql as 'begin return new; end';
create trigger stamped before update on app.invoices for each row execute function app.stamp();
create function app.watch() returns event_trigger language plpgsql as 'begin end';
create event trigger watched on ddl_command_end when tag in ('DROP TABLE') execute function app.watch();
create aggregate app.product(numeric) (sfunc = numeric_mul, stype = numeric, initcond = '1');
create operator app.=== (function = int4eq, leftarg = int, rightarg = int);
create operator family app.numbers_family using btree;
create operator class app.numbers_class for type int using btree family app.numbers_family as
  operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 btint4cmp(int, int);
create cast (app.status as int) with inout;
create function app.from_sql(internal) returns internal language internal immutable as 'int4recv';
create transform for int language plpgsql (from sql with function app.from_sql(internal));
create conversion app.latin for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
create text search parser app.words (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
create text search template app.plain_words (lexize = dsimple_lexize);
create text search dictionary app.short_words (template = app.plain_words);
create text search configuration app.search (parser = app.words);
alter text search configuration app.search add mapping for asciiword with app.short_words;

create foreign data wrapper elsewhere options (secret 'hidden wrapper secret');
create server remote foreign data wrapper elsewhere options (host 'db.example', password 'hidden server secret');
create user mapping for kinds_reader server remote options (user 'app', password 'hidden mapping secret');
create user mapping for public server remote;
create foreign table app.far (id int) server remote options (table 'far');
create publication changes for table app.tenants, app.log;
create subscription kinds_subscription connection 'host=db.example password=hidden-subscription-secret'
  publication changes with (connect = false, slot_name = none);

alter default privileges in schema app grant select on tables to kinds_reader;
alter default privileges for role kinds_keeper revoke execute on functions from public;
grant usage on schema app to kinds_reader;
grant select, insert on app.tenants to kinds_reader with grant option;
grant select (note), update (note) on app.invoices to kinds_reader;
revoke delete on app.tenants from current_user;
revoke execute on function app.total(int) from public;
grant usage on foreign server remote to kinds_reader;
grant execute on function pg_read_file(text) to kinds_reader;
grant usage on language other to kinds_reader;

comment on schema app is 'The application.';
comment on table app.tenants is 'Customers of ours.';
comment on column app.tenants.name is 'As on the invoice.';
comment on column app.report.total is 'With tax.';
comment on column app.address.city is 'Without the code.';
comment on view app.report is 'By tenant.';
comment on materialized view app.summary is 'Since last night.';
comment on sequence app.numbers is 'Of papers.';
comment on foreign table app.far is 'Elsewhere.';
comment on index app.invoices_note is 'For the search.';
comment on constraint tenants_pkey on app.tenants is 'By number.';
comment on constraint invoices_tenant_fkey on app.invoices is 'Whose it is.';
comment on constraint positive on domain app.amount is 'Never zero.';
comment on domain app.amount is 'Money.';
comment on type app.status is 'Where it stands.';
comment on type app.span is 'From and to.';
comment on type app.address is 'Where.';
comment on type app.fake is 'A text.';
comment on function app.total(int) is 'Of one tenant.';
comment on procedure app.close(int) is 'For good.';
comment on aggregate app.product(numeric) is 'Of all.';
comment on policy mine on app.invoices is 'One tenant.';
comment on trigger stamped on app.invoices is 'When.';
comment on rule keep on app.tenants is 'Never.';
comment on event trigger watched is 'All drops.';
comment on extension citext is 'For addresses.';
comment on language other is 'Not plpgsql.';
comment on access method other_index is 'A tree.';
comment on collation app.plain is 'By bytes.';
comment on conversion app.latin is 'To Unicode.';
comment on operator app.=== (int, int) is 'Equal.';
comment on operator class app.numbers_class using btree is 'Of numbers.';
comment on operator family app.numbers_family using btree is 'For numbers.';
comment on cast (app.status as int) is 'By text.';
comment on transform for int language plpgsql is 'In only.';
comment on statistics app.invoices_tenant is 'By tenant.';
comment on text search parser app.words is 'Splits.';
comment on text search template app.plain_words is 'Keeps.';
comment on text search dictionary app.short_words is 'Lower.';
comment on text search configuration app.search is 'All.';
comment on foreign data wrapper elsewhere is 'Nothing.';
comment on server remote is 'Far.';
comment on publication changes is 'To the warehouse.';
comment on subscription kinds_subscription is 'From the warehouse.';
do $$ begin
  execute format('comment on database %I is %L', current_database(), 'This one.');
  execute format('alter database %I set app.settings.jwt_secret = %L', current_database(), 'hidden setting secret');
end $$;

set allow_system_table_mods = on;
insert into pg_seclabel (objoid, classoid, objsubid, provider, label)
values ('app.tenants'::regclass, 'pg_class'::regclass, 2, 'kinds_provider', 'masked');
