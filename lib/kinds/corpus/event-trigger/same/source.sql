create schema app;
create function app."Wächter 🐘"() returns event_trigger language plpgsql as 'begin end';
create event trigger "שלום" on ddl_command_end when tag in ('CREATE CAST', 'DROP CAST') execute function app."Wächter 🐘"();
create event trigger "__proto__" on sql_drop execute function app."Wächter 🐘"();
alter event trigger "__proto__" enable always;
