create access method other_heap type table handler heap_tableam_handler;
create function my_handler(internal) returns table_am_handler language internal as 'heap_tableam_handler';
create access method handled type table handler heap_tableam_handler;
create access method typed type table handler heap_tableam_handler;
create access method extra type index handler hashhandler;
