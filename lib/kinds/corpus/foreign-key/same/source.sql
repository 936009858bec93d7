create schema app;
create table app.a (id int primary key, "key 🔑" text unique);
create table app.b (id int primary key) partition by range (id);
create table app.b_1 partition of app.b for values from (1) to (5);
create table app.b_2 partition of app.b for values from (5) to (9);
create table app.t (id int primary key, parent int references app.t, a_id int references app.a on delete no action, "key" text references app.a ("key 🔑"), b_id int references app.b);
create table app.p (id int, a_id int references app.a) partition by list (id);
create table app.p_1 partition of app.p for values in (1);
create table app.p_2 partition of app.p for values in (2);
