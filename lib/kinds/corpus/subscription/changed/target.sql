do $$ declare name text; begin foreach name in array array['corpus_keeper'] loop
  begin execute format('create role %I', name); exception when duplicate_object or unique_violation then null; end;
end loop; end $$;
create subscription corpus_changes connection 'postgres://reader:secret-two@second.example/app'
  publication changes with (connect = false, slot_name = 'other_slot', binary = true, streaming = on, synchronous_commit = on);
create subscription corpus_extra connection 'host=first.example' publication changes with (connect = false, slot_name = none);
