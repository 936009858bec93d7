create foreign data wrapper plain;
create server billing foreign data wrapper plain;
create foreign table "Odd ""🧾"" name" (id int options (key 'true'), note text) server billing options (table 'x', rows '10');
create table log (id int, made date) partition by range (made);
create foreign table log_2025 partition of log for values from ('2025-01-01') to ('2026-01-01') server billing;
