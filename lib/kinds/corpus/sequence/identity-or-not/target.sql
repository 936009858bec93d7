create table orders (id bigint not null, code int generated always as identity, legacy int not null);
create sequence other;
alter table orders alter column id set default nextval('other');
