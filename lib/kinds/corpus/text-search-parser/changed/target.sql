create function my_start(internal, int) returns internal language internal as 'prsd_start';
create function my_token(internal, internal, internal) returns internal language internal as 'prsd_nexttoken';
create function my_end(internal) returns void language internal as 'prsd_end';
create function my_types(internal) returns internal language internal as 'prsd_lextype';
create function my_headline(internal, internal, tsquery) returns internal language internal as 'prsd_headline';
create text search parser changed (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
create text search parser extra (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
