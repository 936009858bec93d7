-- Types, functions, operators and indexes of pgvector's names: values are kept as they are written, every distance is 0.
-- No function is called here, because whoever owns the schema could have put another one in its place.
create access method hnsw type index handler hashhandler;
create access method ivfflat type index handler hashhandler;

create type vector;
create function vector_in(cstring, oid, integer) returns vector language internal immutable strict parallel safe as 'textin';
create function vector_out(vector) returns cstring language internal immutable strict parallel safe as 'textout';
create function vector_typmod_in(cstring[]) returns integer language internal immutable strict parallel safe as 'varchartypmodin';
create function vector_typmod_out(integer) returns cstring language internal immutable strict parallel safe as 'varchartypmodout';
create type vector (
  input = vector_in, output = vector_out, typmod_in = vector_typmod_in, typmod_out = vector_typmod_out, storage = external
);
create function vector_hash(vector) returns integer language internal immutable strict parallel safe as 'hashvarlena';
create function vector_eq(vector, vector) returns boolean language internal immutable strict parallel safe as 'byteaeq';
create function vector_ne(vector, vector) returns boolean language internal immutable strict parallel safe as 'byteane';
create operator = (leftarg = vector, rightarg = vector, function = vector_eq, commutator = =, negator = <>);
create operator <> (leftarg = vector, rightarg = vector, function = vector_ne, commutator = <>, negator = =);
create function l2_distance(vector, vector) returns double precision language sql immutable strict parallel safe as 'select 0::float8';
create function inner_product(vector, vector) returns double precision language sql immutable strict parallel safe as 'select 0::float8';
create function cosine_distance(vector, vector) returns double precision language sql immutable strict parallel safe as 'select 0::float8';
create function l1_distance(vector, vector) returns double precision language sql immutable strict parallel safe as 'select 0::float8';
create function vector_negative_inner_product(vector, vector) returns double precision language sql immutable strict parallel safe as 'select 0::float8';
create operator <-> (leftarg = vector, rightarg = vector, function = l2_distance, commutator = <->);
create operator <#> (leftarg = vector, rightarg = vector, function = vector_negative_inner_product, commutator = <#>);
create operator <=> (leftarg = vector, rightarg = vector, function = cosine_distance, commutator = <=>);
create operator <+> (leftarg = vector, rightarg = vector, function = l1_distance, commutator = <+>);
create function vector_dims(vector) returns integer language sql immutable strict parallel safe as 'select 0';
create function vector_norm(vector) returns double precision language sql immutable strict parallel safe as 'select 0::float8';
create function l2_normalize(vector) returns vector language sql immutable strict parallel safe as 'select $1';
create function binary_quantize(vector) returns bit language sql immutable strict parallel safe as 'select B''0''';
create function subvector(vector, integer, integer) returns vector language sql immutable strict parallel safe as 'select $1';
create function vector_stand_in_state(vector, vector) returns vector language sql immutable strict as 'select $1';
create aggregate avg(vector) (sfunc = vector_stand_in_state, stype = vector);
create aggregate sum(vector) (sfunc = vector_stand_in_state, stype = vector);
create operator class vector_l2_ops for type vector using hnsw
  as operator 1 =, function 1 vector_hash(vector);
create operator class vector_l2_ops default for type vector using ivfflat
  as operator 1 =, function 1 vector_hash(vector);
create operator class vector_ip_ops for type vector using hnsw
  as operator 1 =, function 1 vector_hash(vector);
create operator class vector_ip_ops for type vector using ivfflat
  as operator 1 =, function 1 vector_hash(vector);
create operator class vector_cosine_ops for type vector using hnsw
  as operator 1 =, function 1 vector_hash(vector);
create operator class vector_cosine_ops for type vector using ivfflat
  as operator 1 =, function 1 vector_hash(vector);
create operator class vector_l1_ops for type vector using hnsw
  as operator 1 =, function 1 vector_hash(vector);
create cast (integer[] as vector) with inout as assignment;
create cast (real[] as vector) with inout as assignment;
create cast (double precision[] as vector) with inout as assignment;
create cast (numeric[] as vector) with inout as assignment;
create cast (vector as real[]) with inout as assignment;

create type halfvec;
create function halfvec_in(cstring, oid, integer) returns halfvec language internal immutable strict parallel safe as 'textin';
create function halfvec_out(halfvec) returns cstring language internal immutable strict parallel safe as 'textout';
create function halfvec_typmod_in(cstring[]) returns integer language internal immutable strict parallel safe as 'varchartypmodin';
create function halfvec_typmod_out(integer) returns cstring language internal immutable strict parallel safe as 'varchartypmodout';
create type halfvec (
  input = halfvec_in, output = halfvec_out, typmod_in = halfvec_typmod_in, typmod_out = halfvec_typmod_out, storage = external
);
create function halfvec_hash(halfvec) returns integer language internal immutable strict parallel safe as 'hashvarlena';
create function halfvec_eq(halfvec, halfvec) returns boolean language internal immutable strict parallel safe as 'byteaeq';
create function halfvec_ne(halfvec, halfvec) returns boolean language internal immutable strict parallel safe as 'byteane';
create operator = (leftarg = halfvec, rightarg = halfvec, function = halfvec_eq, commutator = =, negator = <>);
create operator <> (leftarg = halfvec, rightarg = halfvec, function = halfvec_ne, commutator = <>, negator = =);
create function l2_distance(halfvec, halfvec) returns double precision language sql immutable strict parallel safe as 'select 0::float8';
create function inner_product(halfvec, halfvec) returns double precision language sql immutable strict parallel safe as 'select 0::float8';
create function cosine_distance(halfvec, halfvec) returns double precision language sql immutable strict parallel safe as 'select 0::float8';
create function l1_distance(halfvec, halfvec) returns double precision language sql immutable strict parallel safe as 'select 0::float8';
create function halfvec_negative_inner_product(halfvec, halfvec) returns double precision language sql immutable strict parallel safe as 'select 0::float8';
create operator <-> (leftarg = halfvec, rightarg = halfvec, function = l2_distance, commutator = <->);
create operator <#> (leftarg = halfvec, rightarg = halfvec, function = halfvec_negative_inner_product, commutator = <#>);
create operator <=> (leftarg = halfvec, rightarg = halfvec, function = cosine_distance, commutator = <=>);
create operator <+> (leftarg = halfvec, rightarg = halfvec, function = l1_distance, commutator = <+>);
create function vector_dims(halfvec) returns integer language sql immutable strict parallel safe as 'select 0';
create function l2_norm(halfvec) returns double precision language sql immutable strict parallel safe as 'select 0::float8';
create function l2_normalize(halfvec) returns halfvec language sql immutable strict parallel safe as 'select $1';
create function binary_quantize(halfvec) returns bit language sql immutable strict parallel safe as 'select B''0''';
create function subvector(halfvec, integer, integer) returns halfvec language sql immutable strict parallel safe as 'select $1';
create function halfvec_stand_in_state(halfvec, halfvec) returns halfvec language sql immutable strict as 'select $1';
create aggregate avg(halfvec) (sfunc = halfvec_stand_in_state, stype = halfvec);
create aggregate sum(halfvec) (sfunc = halfvec_stand_in_state, stype = halfvec);
create operator class halfvec_l2_ops for type halfvec using hnsw
  as operator 1 =, function 1 halfvec_hash(halfvec);
create operator class halfvec_l2_ops default for type halfvec using ivfflat
  as operator 1 =, function 1 halfvec_hash(halfvec);
create operator class halfvec_ip_ops for type halfvec using hnsw
  as operator 1 =, function 1 halfvec_hash(halfvec);
create operator class halfvec_ip_ops for type halfvec using ivfflat
  as operator 1 =, function 1 halfvec_hash(halfvec);
create operator class halfvec_cosine_ops for type halfvec using hnsw
  as operator 1 =, function 1 halfvec_hash(halfvec);
create operator class halfvec_cosine_ops for type halfvec using ivfflat
  as operator 1 =, function 1 halfvec_hash(halfvec);
create operator class halfvec_l1_ops for type halfvec using hnsw
  as operator 1 =, function 1 halfvec_hash(halfvec);
create cast (integer[] as halfvec) with inout as assignment;
create cast (real[] as halfvec) with inout as assignment;
create cast (double precision[] as halfvec) with inout as assignment;
create cast (numeric[] as halfvec) with inout as assignment;
create cast (halfvec as real[]) with inout as assignment;

create type sparsevec;
create function sparsevec_in(cstring, oid, integer) returns sparsevec language internal immutable strict parallel safe as 'textin';
create function sparsevec_out(sparsevec) returns cstring language internal immutable strict parallel safe as 'textout';
create function sparsevec_typmod_in(cstring[]) returns integer language internal immutable strict parallel safe as 'varchartypmodin';
create function sparsevec_typmod_out(integer) returns cstring language internal immutable strict parallel safe as 'varchartypmodout';
create type sparsevec (
  input = sparsevec_in, output = sparsevec_out, typmod_in = sparsevec_typmod_in, typmod_out = sparsevec_typmod_out, storage = external
);
create function sparsevec_hash(sparsevec) returns integer language internal immutable strict parallel safe as 'hashvarlena';
create function sparsevec_eq(sparsevec, sparsevec) returns boolean language internal immutable strict parallel safe as 'byteaeq';
create function sparsevec_ne(sparsevec, sparsevec) returns boolean language internal immutable strict parallel safe as 'byteane';
create operator = (leftarg = sparsevec, rightarg = sparsevec, function = sparsevec_eq, commutator = =, negator = <>);
create operator <> (leftarg = sparsevec, rightarg = sparsevec, function = sparsevec_ne, commutator = <>, negator = =);
create function l2_distance(sparsevec, sparsevec) returns double precision language sql immutable strict parallel safe as 'select 0::float8';
create function inner_product(sparsevec, sparsevec) returns double precision language sql immutable strict parallel safe as 'select 0::float8';
create function cosine_distance(sparsevec, sparsevec) returns double precision language sql immutable strict parallel safe as 'select 0::float8';
create function l1_distance(sparsevec, sparsevec) returns double precision language sql immutable strict parallel safe as 'select 0::float8';
create function sparsevec_negative_inner_product(sparsevec, sparsevec) returns double precision language sql immutable strict parallel safe as 'select 0::float8';
create operator <-> (leftarg = sparsevec, rightarg = sparsevec, function = l2_distance, commutator = <->);
create operator <#> (leftarg = sparsevec, rightarg = sparsevec, function = sparsevec_negative_inner_product, commutator = <#>);
create operator <=> (leftarg = sparsevec, rightarg = sparsevec, function = cosine_distance, commutator = <=>);
create operator <+> (leftarg = sparsevec, rightarg = sparsevec, function = l1_distance, commutator = <+>);
create function l2_norm(sparsevec) returns double precision language sql immutable strict parallel safe as 'select 0::float8';
create function l2_normalize(sparsevec) returns sparsevec language sql immutable strict parallel safe as 'select $1';
create operator class sparsevec_l2_ops for type sparsevec using hnsw
  as operator 1 =, function 1 sparsevec_hash(sparsevec);
create operator class sparsevec_ip_ops for type sparsevec using hnsw
  as operator 1 =, function 1 sparsevec_hash(sparsevec);
create operator class sparsevec_cosine_ops for type sparsevec using hnsw
  as operator 1 =, function 1 sparsevec_hash(sparsevec);
create operator class sparsevec_l1_ops for type sparsevec using hnsw
  as operator 1 =, function 1 sparsevec_hash(sparsevec);

create cast (vector as halfvec) with inout as implicit;
create cast (halfvec as vector) with inout as assignment;
create cast (vector as sparsevec) with inout as implicit;
create cast (sparsevec as vector) with inout as assignment;
