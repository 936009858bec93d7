create domain named as int constraint must_be_there not null;
create domain unnamed as int not null;
