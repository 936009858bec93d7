do $$ begin create role corpus_owner; exception when duplicate_object or unique_violation then null; end $$;
create type fixed;
create function fixed_in(cstring) returns fixed language internal immutable strict as 'int4in';
create function other_in(cstring) returns fixed language internal immutable strict as 'int4in';
create function fixed_out(fixed) returns cstring language internal immutable strict as 'int4out';
create function fixed_send(fixed) returns bytea language internal immutable strict as 'int4send';
create function fixed_recv(internal) returns fixed language internal immutable strict as 'int4recv';
create function fixed_typmod_in(cstring[]) returns int language internal immutable strict as 'varchartypmodin';
create function fixed_typmod_out(int) returns cstring language internal immutable strict as 'varchartypmodout';
create type fixed (input = fixed_in, output = fixed_out, send = fixed_send, receive = fixed_recv,
  typmod_in = fixed_typmod_in, typmod_out = fixed_typmod_out, analyze = array_typanalyze,
  internallength = 4, passedbyvalue, alignment = int4, category = 'N', preferred = true, default = '42', delimiter = ';');
create type long;
create function long_in(cstring) returns long language internal immutable strict as 'textin';
create function long_out(long) returns cstring language internal immutable strict as 'textout';
create type long (input = long_in, output = long_out, internallength = variable, storage = external, collatable = true);
create type parts;
create function parts_in(cstring) returns parts language internal immutable strict as 'point_in';
create function parts_out(parts) returns cstring language internal immutable strict as 'point_out';
create type parts (input = parts_in, output = parts_out, internallength = 16, alignment = double,
  element = float8, subscript = raw_array_subscript_handler);
create type owned;
create function owned_in(cstring) returns owned language internal immutable strict as 'int4in';
create function owned_out(owned) returns cstring language internal immutable strict as 'int4out';
create type owned (input = owned_in, output = owned_out, like = int4);
alter type owned owner to corpus_owner;
create type shell;
create type only_here;
