create function my_handler(internal) returns table_am_handler language internal as 'heap_tableam_handler';
create access method "Häufen 🗃" type table handler my_handler;
create access method tree type index handler bthandler;
create extension bloom version '1.0';
