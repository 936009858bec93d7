create or replace language plain handler pg_catalog.plpgsql_call_handler;
create trusted procedural language was handler plpgsql_call_handler inline plpgsql_inline_handler validator plpgsql_validator;
alter language was rename to "sprache 🗣";
