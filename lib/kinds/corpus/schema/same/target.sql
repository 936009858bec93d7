create schema dropped;
create schema a123456789012345678901234567890123456789012345678901234567890ab;
create schema "מכירות" create table notes (id int);
drop table "מכירות".notes;
drop schema dropped;
create schema "quote""s";
create schema other;
alter schema other rename to "Ünïcode 🐘";
