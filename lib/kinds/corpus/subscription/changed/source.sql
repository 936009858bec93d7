create subscription corpus_changes connection 'host=first.example password=secret-one user=reader'
  publication changes, others with (connect = false, slot_name = none);
create subscription corpus_gone connection 'host=first.example' publication changes with (connect = false, slot_name = none);
