create table taken (id int, constraint numbered_not_null check (id > 0));
create domain numbered as int not null;
create domain a123456789012345678901234567890123456789012345678901234567890ab as int not null;
create domain "ü🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘 " as int not null;
create domain named as int constraint named_not_nul1 not null;
