create schema app;
create operator family near using gist;
create operator class near for type point using gist family near as
  storage box,
  function 8 gist_point_distance(internal, point, int2, oid, internal),
  function 2 gist_box_union(internal, internal), function 5 gist_box_penalty(internal, internal, internal),
  function 6 gist_box_picksplit(internal, internal), function 7 gist_box_same(box, box, internal),
  function 1 gist_point_consistent(internal, point, int2, oid, internal),
  operator 15 pg_catalog.<-> for order by pg_catalog.float_ops;
create operator family "Klasse 🔑" using hash;
create operator class "Klasse 🔑" for type integer using hash family "Klasse 🔑" as
  function 2 (int4, int4) hashint4extended(int4, int8), function 1 hashint4(int4), operator 1 = (int4, int4), storage int4;
create operator class was for type int4 using btree as
  operator 5 >, operator 4 >=, operator 3 =, operator 2 <=, operator 1 <, function 1 (int4, int4) btint4cmp(int4, int4);
alter operator class was using btree rename to whole;
alter operator class whole using btree set schema app;
alter operator family was using btree rename to whole;
alter operator family whole using btree set schema app;
