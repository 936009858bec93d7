create domain amount as numeric(10, 2) not null check (value > 0) constraint "kein 🐘" check (value <> 13);
create domain word as text check (value in ('a', 'b') and length(value) > 0);
create domain between_bounds as int check (value between 1 and 5 and value <> 3);
create domain built_on as amount check (value < 1000);
