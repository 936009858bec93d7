do $$ declare name text; begin foreach name in array array['corpus_reader'] loop
  begin execute format('create role %I', name); exception when duplicate_object or unique_violation then null; end;
end loop; end $$;
create extension hstore;
revoke execute on function hstore(text, text) from public;
grant execute on function pg_read_file(text) to corpus_reader;
revoke usage on language plpgsql from public;
revoke all on schema public from public;
