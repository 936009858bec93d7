create extension tablefunc;
create table shared (id int, note text);
alter extension tablefunc add table shared;
create function f() returns trigger language plpgsql as 'begin return new; end';
