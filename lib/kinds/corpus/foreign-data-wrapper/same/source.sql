create extension file_fdw;
create foreign data wrapper "Odd ""🧾"" name" options (region 'eu', debug 'true', password 'one');
create foreign data wrapper handled handler file_fdw_handler;
