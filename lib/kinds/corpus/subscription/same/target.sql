create subscription corpus_same connection 'host=first.example password=two' publication others
  with (connect = false, slot_name = none);
alter subscription corpus_same set publication others, changes with (refresh = false);
