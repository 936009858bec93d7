create extension btree_gist;
create table stays (room int, during tsrange not null, primary key (room, during));
