create domain email as text default 'nobody' not null check (value like '%@%');
create domain "Côde ✂" as character varying(7) default 'x';
create domain stamped as timestamptz default now();
create domain abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk as int not null;
create domain named as int constraint must_be_there not null;
create table uses (e email, n named);
