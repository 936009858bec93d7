do $$ begin create role corpus_tenant; exception when duplicate_object or unique_violation then null; end $$;
create function owned() returns int language sql security definer as 'select 1';
create function plain() returns int language sql as 'select 1';
alter function owned() owner to corpus_tenant;
alter function plain() owner to corpus_tenant;
create function callable() returns int language sql security definer as 'select 1';
create function closed() returns int language sql security definer as 'select 1';
revoke execute on function closed() from public;
create function fires() returns trigger language plpgsql security definer as 'begin return null; end';
