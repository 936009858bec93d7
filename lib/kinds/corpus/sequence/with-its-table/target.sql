do $$ begin create role corpus_owner; exception when duplicate_object or unique_violation then null; end $$;
create unlogged table invoices (id serial primary key, number int generated always as identity);
create table notes (id bigserial primary key);
alter table invoices owner to corpus_owner;
alter table notes owner to corpus_owner;
