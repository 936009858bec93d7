create table invoices (id serial primary key, number bigserial, line int generated always as identity);
alter sequence invoices_id_seq rename to bills_id_seq;
alter sequence invoices_number_seq rename to bills_number_seq;
alter sequence bills_number_seq increment 5;
alter sequence invoices_line_seq rename to bills_line_seq;
