do $$ begin create role corpus_admin superuser; exception when duplicate_object or unique_violation then null; end $$;
create extension file_fdw;
create foreign data wrapper plain options (debug 'false', api_key 'two', region 'eu');
create foreign data wrapper handled;
alter foreign data wrapper handled owner to corpus_admin;
create foreign data wrapper extra;
