create extension btree_gist;
create table rooms (id int, open tsrange, primary key (id, open without overlaps));
create table stays (room int, during tsrange);
create table a (id int primary key);
create table t (a_id int constraint enforced references a not enforced, b_id int constraint loose references a not enforced);
