create function open_to_all() returns int language sql as 'select 1';
create function closed_to_all() returns int language sql as 'select 1';
create table notes (id int);
revoke execute on function closed_to_all() from public;
grant select on notes to public;
