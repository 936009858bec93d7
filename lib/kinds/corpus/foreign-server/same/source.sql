create foreign data wrapper plain;
create server "Odd ""🧾"" name" foreign data wrapper plain options (host 'first.example', port '5432', password 'one');
