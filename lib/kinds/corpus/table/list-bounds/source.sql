create table areas (code text) partition by list (code);
create table areas_1 partition of areas for values in ('a', 'b, c', 'it''s', null);
create table areas_2 partition of areas for values in ('x', 'y');
