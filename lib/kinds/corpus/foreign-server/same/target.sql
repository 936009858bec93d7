create foreign data wrapper plain;
create server first foreign data wrapper plain options (port '5432', password 'two');
alter server first options (add host 'first.example');
alter server first rename to "Odd ""🧾"" name";
