-- Made before the default privileges, as pg_dump writes it; everybody may call constructors anyway.
do $$ begin create role corpus_reader; exception when duplicate_object or unique_violation then null; end $$;
create type span as range (subtype = int);
create type closed as range (subtype = int);
revoke execute on function closed(int, int) from public;
alter default privileges grant execute on functions to corpus_reader;
