create schema app;
create operator class app.whole for type int4 using btree as
  operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 btint4cmp(int4, int4);
create operator class "Klasse 🔑" for type int4 using hash as operator 1 =, function 1 hashint4(int4), function 2 hashint4extended(int4, int8);
create operator class near for type point using gist as
  operator 15 <-> (point, point) for order by float_ops,
  function 1 gist_point_consistent(internal, point, smallint, oid, internal),
  function 2 gist_box_union(internal, internal), function 5 gist_box_penalty(internal, internal, internal),
  function 6 gist_box_picksplit(internal, internal), function 7 gist_box_same(box, box, internal),
  function 8 gist_point_distance(internal, point, smallint, oid, internal), storage box;
