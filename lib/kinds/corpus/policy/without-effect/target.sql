create table switched_off (a int);
create policy keeps on switched_off as restrictive using (a = 1);
create table kept (a int);
alter table kept enable row level security;
create policy second on kept as restrictive for select using (a = 1);
create policy into_anything on kept for update with check (true);
