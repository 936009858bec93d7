create trusted language "sprache 🗣" handler plpgsql_call_handler inline plpgsql_inline_handler validator plpgsql_validator;
create language plain handler plpgsql_call_handler;
