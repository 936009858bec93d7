create table t (id int);
create view v with (security_invoker = on) as select id from t;
create view w as select id from t;
