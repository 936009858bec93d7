create table customers (id int primary key);
create table orders (customer int,
  twice int constraint twice_1 references customers on delete set null
    constraint twice_2 references customers on delete restrict);
alter table orders add foreign key (customer) references customers on delete cascade not valid;
