create table held_back (id int);
alter table held_back enable row level security;
create table forced (id int);
alter table forced enable row level security, force row level security;
create table also_otherwise (id int);
alter table also_otherwise enable row level security;
