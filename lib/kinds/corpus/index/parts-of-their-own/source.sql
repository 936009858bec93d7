create table events (id int, note text, tags text) partition by range (id);
create table events_1 partition of events for values from (1) to (2);
create index events_id_idx on events (id);
create index events_lower_idx on events (lower(note));
create index events_tags_idx on events (tags);
create index events_same_idx on events (note);
