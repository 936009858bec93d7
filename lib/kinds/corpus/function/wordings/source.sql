create table t (id int primary key, note text, size numeric, at timestamptz, tags text[], "json" jsonb);
create table u (id int primary key, t_id int references t, note text, n int);
create procedure writes(i int) language sql begin atomic
  insert into u (id, n) select id, i from t where id > i on conflict (id) do update set n = excluded.n where u.n > 2 returning id;
  update t set note = 'x', size = (select max(n) from u where u.t_id = t.id) where id = i;
  delete from u using t where t.id = u.id;
  with q as (delete from u returning *) insert into t (id) select id from q;
end;
create function counts(i int) returns bigint language sql return (select count(*) from t where id = i and size in (1, 2)) + i;
create function lists() returns setof t language sql begin atomic select * from t order by note, id desc limit 5; end;
create function groups() returns bigint language sql begin atomic select count(*) from t group by note, size having sum(size) > 1; end;
create function takes("json" jsonb default '{"a": 1}', "system_user" text default current_user, variadic tags text[] default array['a']) returns table ("json_table" int) language sql begin atomic select id from t where t."json" = takes."json"; end;
