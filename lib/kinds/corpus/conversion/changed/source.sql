do $$ begin create role corpus_owner; exception when duplicate_object or unique_violation then null; end $$;
create conversion encodings for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
create conversion turned for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
create default conversion usual for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
create function my_conversion(int, int, cstring, internal, int, boolean) returns int language c strict
  as '$libdir/utf8_and_iso8859_1', 'iso8859_1_to_utf8';
create conversion mine for 'LATIN1' to 'UTF8' from my_conversion;
create conversion owned for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
alter conversion owned owner to corpus_owner;
create conversion gone for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
