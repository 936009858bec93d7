create foreign data wrapper plain;
create server billing foreign data wrapper plain;
create server accounts foreign data wrapper plain;
create foreign table changed (id int not null, note text) server billing options (table 'changed', token 'one');
create foreign table gone (id int) server billing;
create table log (id int, made date) partition by range (made);
create foreign table log_2025 partition of log for values from ('2025-01-01') to ('2026-01-01') server billing;
create foreign table reordered (a int, b int) server billing;
