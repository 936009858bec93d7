do $$ declare name text; begin foreach name in array array['corpus_keeper'] loop
  begin execute format('create role %I', name); exception when duplicate_object or unique_violation then null; end;
end loop; end $$;
create foreign data wrapper plain;
create foreign data wrapper other;
create server changed type 'accounts' version '2' foreign data wrapper plain options (host 'second.example', token 'two');
create server moved foreign data wrapper other;
grant usage on foreign data wrapper other to corpus_keeper;
alter server moved owner to corpus_keeper;
revoke usage on foreign data wrapper other from corpus_keeper;
create server extra foreign data wrapper other;
