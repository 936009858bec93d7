create domain word as text constraint gone check (value <> 'z');
alter domain word drop constraint gone;
alter domain word add constraint to_rename check (value = any (array['a', 'b']) and (pg_catalog.length((value)) > 0));
alter domain word rename constraint to_rename to word_check;
create domain amount as decimal(10, 2) constraint "kein 🐘" check (value != 13) constraint amount_check check ((value > 0));
alter domain amount set not null;
create domain built_on as amount;
alter domain built_on add check (value < 1000) not valid;
alter domain built_on validate constraint built_on_check;
