create table known (release int, country int, label text);
create table unknown (release int, label text);
create view events as select release, country, label from known union all select release, null::integer as int4, 'none'::text as text from unknown;
create view labelled as select release from known where exists (select 'x'::text as text from unknown) and label in (select 'y'::text as text from unknown);
create view numbers as select 1 as n union (select 2 as "Two" union all select 3 as three);
