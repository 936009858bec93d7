create domain amount as numeric constraint positive check (value > 0) constraint small check (value < 100);
create domain loose as int;
alter domain loose add constraint sane check (value <> 13) not valid;
create domain strict as int constraint sane check (value <> 13);
create domain named as int constraint one_name check (value > 7);
create domain open as int;
