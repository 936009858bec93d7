create schema app;
create function app.other() returns event_trigger language plpgsql as 'begin end';
create event trigger __proto__ on sql_drop execute procedure app.other();
create event trigger "שלום" on ddl_command_end when tag in ('drop cast', 'create cast') execute function app.other();
alter function app.other rename to "Wächter 🐘";
alter event trigger __proto__ enable always;
