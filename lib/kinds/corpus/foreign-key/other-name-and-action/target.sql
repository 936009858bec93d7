create table customers (id int primary key);
create table orders (customer int references customers on delete cascade,
  twice int constraint twice_1 references customers on delete set null
    constraint twice_2 references customers on delete restrict);
