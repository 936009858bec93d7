do $$ declare name text; begin foreach name in array array['corpus_keeper'] loop
  begin execute format('create role %I', name); exception when duplicate_object or unique_violation then null; end;
end loop; end $$;
create foreign data wrapper plain;
create server billing foreign data wrapper plain;
create server accounts foreign data wrapper plain;
create foreign table changed (id int not null, note text) server accounts options (table 'other', token 'two');
grant usage on foreign server accounts to corpus_keeper;
alter foreign table changed owner to corpus_keeper;
revoke usage on foreign server accounts from corpus_keeper;
create foreign table extra (id int) server billing;
create table log (id int, made date) partition by range (made);
create foreign table log_2025 partition of log for values from ('2025-01-01') to ('2025-07-01') server billing;
create foreign table reordered (b int, a int) server billing;
