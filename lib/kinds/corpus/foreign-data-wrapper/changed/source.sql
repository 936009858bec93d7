create extension file_fdw;
create foreign data wrapper plain options (debug 'true', api_key 'one', region 'eu');
create foreign data wrapper handled handler file_fdw_handler validator file_fdw_validator;
create foreign data wrapper gone;
