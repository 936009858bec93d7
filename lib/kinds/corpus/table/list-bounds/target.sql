create table areas (code text) partition by list (code);
create table areas_1 partition of areas for values in (null, 'it''s', 'b, c', 'a');
create table areas_2 partition of areas for values in ('y', 'z');
