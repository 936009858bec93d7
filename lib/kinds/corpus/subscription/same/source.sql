create subscription corpus_same connection 'host=first.example password=''one''' publication changes, others
  with (connect = false, slot_name = none);
