create table invoices (id serial primary key, number bigserial, line int generated always as identity);
