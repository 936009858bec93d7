do $$ begin create role corpus_tenant; exception when duplicate_object or unique_violation then null; end $$;
create function owned() returns int language sql security definer as 'select 1';
create function plain() returns int language sql as 'select 1';
