create type shell;
create type text_like;
create function text_like_out(text_like) returns cstring language internal immutable strict as 'textout';
create function text_like_in(cstring) returns text_like language internal immutable strict as 'textin';
create type public.text_like (input = public.text_like_in, output = text_like_out, internallength = variable,
  alignment = int4, storage = plain, category = 'U', delimiter = ',');
create type was;
create function measure_in(cstring) returns was language internal immutable strict as 'int4in';
create function measure_out(was) returns cstring language internal immutable strict as 'int4out';
create type was (input = measure_in, output = measure_out, internallength = 4, alignment = int4, passedbyvalue, storage = plain);
alter type was rename to "Maß 📐";
create table uses (m "Maß 📐"[], t text_like);
