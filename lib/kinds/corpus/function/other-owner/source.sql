create function body_too() returns int security definer set search_path = '' language sql as 'select 1';
create function open_path() returns int security definer set search_path = '' language sql as 'select 1';
create function slow() returns int security definer set search_path = '' language sql as 'select 1';
