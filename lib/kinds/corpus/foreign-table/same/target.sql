create foreign data wrapper plain;
create server billing foreign data wrapper plain;
create table log (id int, made date) partition by range (made);
create foreign table log_2025 (id int, made date) server billing;
alter table log attach partition log_2025 for values from (date '2025-01-01') to ('2026-01-01');
create foreign table first (gone int, id int options (key 'true'), note text) server billing options (rows '10');
alter foreign table first drop column gone;
alter foreign table first options (add table 'x');
alter foreign table first rename to "Odd ""🧾"" name";
