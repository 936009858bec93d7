create table t (a int, b int, c int, d text, e int, f int);
create statistics columns_differ (ndistinct) on a, c from t;
create statistics kinds_differ (dependencies) on a, b from t;
create statistics expressions on (upper(d)), (a + 1) from t;
create statistics sampled on b, c from t;
alter statistics sampled set statistics 0;
create statistics other_name (mcv) on c, e from t;
create statistics extra (mcv) on a, d from t;
create statistics handed on a, f from t;
