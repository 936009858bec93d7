do $$ declare name text; begin foreach name in array array['corpus_keeper'] loop
  begin execute format('create role %I', name); exception when duplicate_object or unique_violation then null; end;
end loop; end $$;
create publication changes with (publish = 'insert, truncate', publish_via_partition_root = true);
create publication everything;
alter publication everything owner to corpus_keeper;
create publication made_by_hand;
