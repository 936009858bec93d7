do $$ begin create role corpus_reader; exception when duplicate_object or unique_violation then null; end $$;
alter default privileges grant execute on functions to corpus_reader;
create type span as range (subtype = int);
create type closed as range (subtype = int);
