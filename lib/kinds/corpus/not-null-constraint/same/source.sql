create table t (id int primary key, a int not null, "Größe" int not null, "table_with_a_name_that_is_far_too_long_for_any_one_to_read" int not null);
create table a_name_that_takes_sixty_three_bytes_and_is_cut_where_it_has_to (another_name_of_a_column_that_is_also_far_too_long_to_be_kept int not null, "übergrößenträgerschaftsäußerungsmöglichkeitenüberprüfer" int not null, c int not null);
create table a_b (c int not null);
create table a (b_c int not null);
create table parent (x int constraint of_parent not null);
create table child () inherits (parent);
create table parted (x int constraint of_whole not null) partition by range (x);
create table part partition of parted for values from (1) to (2);
