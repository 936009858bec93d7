create function f() returns event_trigger language plpgsql as 'begin end';
create function g() returns event_trigger language plpgsql as 'begin end';
create event trigger events on ddl_command_end execute function f();
create event trigger tags on ddl_command_end when tag in ('DROP VIEW') execute function f();
create event trigger functions on sql_drop execute function g();
create event trigger enabled on table_rewrite execute function f();
alter event trigger enabled disable;
create event trigger other_name on table_rewrite execute function g();
create event trigger extra on sql_drop when tag in ('DROP AGGREGATE') execute function g();
