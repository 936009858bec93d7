create table slots (place int, starts interval, is_active boolean, note text);
create unique index once on slots (place, coalesce(starts, '00:00:02')) where is_active;
create unique index noted on slots (note);
create index plain on slots (note, coalesce(place, 1));
