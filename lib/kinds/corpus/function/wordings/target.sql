create table u (id int primary key, t_id int, note text, n int);
create table t (id int primary key, note text, size numeric, at timestamptz, tags text[], "json" jsonb);
alter table u add foreign key (t_id) references t;
create function groups() returns bigint language sql begin atomic select count(*) from t group by t.note, t.size having sum(size) > 1; end;
create function lists() returns setof t language sql begin atomic select id, note, size, at, tags, "json" from t order by note asc, id desc limit 5; end;
create function counts(i int) returns bigint language sql return (select count(*) from t where t.id = counts.i and size = any (array[1, 2]::numeric[])) + i;
create function takes("json" jsonb default '{"a":1}'::jsonb, "system_user" text default current_user, variadic tags text[] default array['a'::text]) returns table ("json_table" int) language sql begin atomic select t.id from t where t."json" = takes."json"; end;
create procedure writes(i int) language sql begin atomic
  insert into u (id, n) select t.id, i from t where t.id > i on conflict (id) do update set n = excluded.n where u.n > 2 returning u.id;
  update t set note = 'x'::text, size = (select max(u.n) from u where u.t_id = t.id) where t.id = i;
  delete from u using t where t.id = u.id;
  with q as (delete from u returning u.id, u.t_id, u.note, u.n) insert into t (id) select q.id from q;
end;
