create subscription corpus_newer connection 'host=first.example' publication changes with (connect = false, slot_name = none);
