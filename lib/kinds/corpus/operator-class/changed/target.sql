create function backwards(int4, int4) returns int language sql immutable as 'select btint4cmp($2, $1)';
create operator family shared using btree;
create operator family other using btree;
create operator family typed_by using btree;
create operator class changed for type int4 using btree family shared as
  operator 1 >, operator 3 =, operator 5 <, function 1 backwards(int4, int4);
create operator class typed for type int2 using btree family typed_by as function 1 btint2cmp(int2, int2);
create operator class moved for type int8 using btree family other as function 1 btint8cmp(int8, int8);
create operator class stored for type int4[] using gin as
  operator 1 && (anyarray, anyarray), function 1 btint4cmp(int4, int4),
  function 2 ginarrayextract(anyarray, internal, internal),
  function 3 ginqueryarrayextract(anyarray, internal, int2, internal, internal, internal, internal),
  function 4 ginarrayconsistent(internal, int2, anyarray, int4, internal, internal, internal, internal);
create type color as enum ('red');
create operator class usual for type color using hash as operator 1 =(anyenum, anyenum), function 1 hashenum(anyenum);
create operator class owned for type int4 using hash as operator 1 =, function 1 hashint4(int4);
create operator family extra_too using hash;
create operator class extra for type int4 using hash family extra_too as operator 1 =, function 1 hashint4(int4);
