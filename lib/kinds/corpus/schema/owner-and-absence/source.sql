do $$ begin create role corpus_owner; exception when duplicate_object or unique_violation then null; end $$;
create schema billing authorization corpus_owner;
create schema reports;
create table reports.daily (id int primary key);
