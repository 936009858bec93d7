create subscription corpus_newer connection 'host=first.example' publication changes
  with (connect = false, slot_name = none, disable_on_error = true, two_phase = true, origin = none,
    password_required = false, run_as_owner = true, failover = true, streaming = parallel);
alter subscription corpus_newer set (streaming = on);
