create extension file_fdw;
create foreign data wrapper handled handler public.file_fdw_handler no validator;
create foreign data wrapper first options (debug 'false', password 'two');
alter foreign data wrapper first options (set debug 'true', add region 'eu');
alter foreign data wrapper first rename to "Odd ""🧾"" name";
