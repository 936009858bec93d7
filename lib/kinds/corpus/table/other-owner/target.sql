do $$ begin create role corpus_owner; exception when duplicate_object or unique_violation then null; end $$;
create table held_back (id int);
alter table held_back enable row level security, owner to corpus_owner;
create table forced (id int);
alter table forced enable row level security, force row level security, owner to corpus_owner;
create unlogged table also_otherwise (id int);
alter table also_otherwise enable row level security, owner to corpus_owner;
