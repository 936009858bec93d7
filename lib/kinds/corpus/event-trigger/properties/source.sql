create function f() returns event_trigger language plpgsql as 'begin end';
create function g() returns event_trigger language plpgsql as 'begin end';
create event trigger events on ddl_command_start execute function f();
create event trigger tags on ddl_command_end when tag in ('DROP VIEW', 'CREATE VIEW') execute function f();
create event trigger functions on sql_drop execute function f();
create event trigger enabled on table_rewrite execute function f();
create event trigger one_name on table_rewrite execute function g();
create event trigger missing on sql_drop when tag in ('DROP CAST') execute function g();
