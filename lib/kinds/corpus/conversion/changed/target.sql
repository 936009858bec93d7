create conversion encodings for 'LATIN2' to 'UTF8' from iso8859_to_utf8;
create conversion turned for 'UTF8' to 'LATIN1' from utf8_to_iso8859_1;
create conversion usual for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
create function my_conversion(int, int, cstring, internal, int, boolean) returns int language c strict
  as '$libdir/utf8_and_iso8859_1', 'iso8859_1_to_utf8';
create conversion mine for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
create conversion owned for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
create conversion extra for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
