create domain amount as numeric constraint positive check (value >= 0);
create domain loose as int constraint sane check (value <> 13);
create domain strict as int;
alter domain strict add constraint sane check (value <> 13) not valid;
create domain named as int constraint other_name check (value > 7);
create domain open as int check (value > 1);
