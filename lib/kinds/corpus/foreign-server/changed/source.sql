create foreign data wrapper plain;
create foreign data wrapper other;
create server changed type 'billing' version '1' foreign data wrapper plain options (host 'first.example', token 'one');
create server moved foreign data wrapper plain;
create server gone foreign data wrapper plain;
