do $$ begin create role corpus_tenant; exception when duplicate_object or unique_violation then null; end $$;
create table t (a int, b int);
create policy more on t using (a > 1);
create policy fewer on t for select using (a > 1);
create policy others on t for delete using (a > 1);
create policy kept on t as restrictive for update using (a > 1);
create policy kept_more on t as restrictive using (a > 1);
create policy both_ways on t for select to public using (a > 1);
create policy unclear on t to corpus_tenant using (b > 1);
