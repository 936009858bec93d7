create extension bloom version '1.0';
create access method tree type index handler pg_catalog.bthandler;
create function my_handler(internal) returns table_am_handler language internal as 'heap_tableam_handler';
create access method "Häufen 🗃" type table handler public.my_handler;
