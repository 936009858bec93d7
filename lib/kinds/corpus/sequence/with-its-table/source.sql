do $$ begin create role corpus_owner; exception when duplicate_object or unique_violation then null; end $$;
create table invoices (id serial primary key, number int generated always as identity);
create table notes (id bigserial primary key);
alter sequence notes_id_seq increment by 2;
