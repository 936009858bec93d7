create type filler as enum ('x');
create type abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmn as enum ('x');
create type was as enum ('it''s', 'a "b"', E'tab\there', 'back\slash', 'x', 'שלום', 'ಕ');
alter type was rename value 'x' to '';
alter type was rename to "Größe 📏";
create type status as enum ('sent');
alter type status add value 'draft' before 'sent';
alter type status add value 'paid' after 'sent';
drop type filler;
