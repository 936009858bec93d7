create schema app;
create domain app.amount as numeric check (value > 0) check (value < 100) not null;
