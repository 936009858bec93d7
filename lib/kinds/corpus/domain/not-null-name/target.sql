create domain named as int not null;
create domain unnamed as int constraint unnamed_not_null not null;
