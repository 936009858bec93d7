create domain numbered as int not null;
create domain a123456789012345678901234567890123456789012345678901234567890ab as int constraint a12345678901234567890123456789012345678901234567890123_not_null not null;
create domain "ü🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘 " as int;
alter domain "ü🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘🐘 " set not null;
create domain named as int not null;
create table taken (id int, constraint numbered_not_null check (id > 0));
