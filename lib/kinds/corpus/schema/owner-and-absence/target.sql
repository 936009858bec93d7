create schema billing;
create schema "Left Behind";
