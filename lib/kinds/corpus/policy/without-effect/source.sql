create table switched_off (a int);
create table kept (a int);
alter table kept enable row level security;
create policy first on kept as restrictive for select using (a = 1);
create policy second on kept as restrictive for select using (a = 1);
