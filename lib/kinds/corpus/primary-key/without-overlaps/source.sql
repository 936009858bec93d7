create extension btree_gist;
create table stays (room int, during tsrange, primary key (room, during without overlaps));
