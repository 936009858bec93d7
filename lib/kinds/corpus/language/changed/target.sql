create language open_to_all handler plpgsql_call_handler;
create trusted language closed handler plpgsql_call_handler;
create language parts handler plpgsql_call_handler;
create function my_handler() returns language_handler language c as '$libdir/plpgsql', 'plpgsql_call_handler';
create language handled handler plpgsql_call_handler;
create language owned handler plpgsql_call_handler;
create language extra handler plpgsql_call_handler;
