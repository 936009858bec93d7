create function my_init(internal) returns internal language internal as 'dsimple_init';
create function my_lexize(internal, internal, internal, internal) returns internal language internal as 'dsimple_lexize';
create text search template changed (init = my_init, lexize = my_lexize);
create text search template bare (init = dsimple_init, lexize = dsimple_lexize);
create text search template gone (lexize = dsimple_lexize);
