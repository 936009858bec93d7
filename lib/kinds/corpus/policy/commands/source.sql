do $$ begin create role corpus_tenant; exception when duplicate_object or unique_violation then null; end $$;
create table t (a int, b int);
create policy more on t for select using (a > 1);
create policy fewer on t using (a > 1);
create policy others on t for select using (a > 1);
create policy kept on t as restrictive using (a > 1);
create policy kept_more on t as restrictive for delete using (a > 1);
create policy both_ways on t for select to corpus_tenant using (true);
create policy unclear on t to public using (a > 1);
