create table customers (id int primary key);
create table orders (customer int constraint orders_customer references customers on delete restrict,
  twice int constraint twice_a references customers on delete restrict
    constraint twice_b references customers on delete set null);
