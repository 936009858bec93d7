do $$ begin create role corpus_owner; exception when duplicate_object or unique_violation then null; end $$;
create trusted language open_to_all handler plpgsql_call_handler;
create language closed handler plpgsql_call_handler;
create language parts handler plpgsql_call_handler inline plpgsql_inline_handler validator plpgsql_validator;
create function my_handler() returns language_handler language c as '$libdir/plpgsql', 'plpgsql_call_handler';
create language handled handler my_handler;
create language owned handler plpgsql_call_handler;
alter language owned owner to corpus_owner;
create language gone handler plpgsql_call_handler;
