create type status as enum ('draft', 'sent', 'paid');
create type "Größe 📏" as enum ('it''s', 'a "b"', E'tab\there', 'back\slash', '', 'שלום', 'ಕ');
create type abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk as enum ('x');
create type pg_temp.passing as enum ('not here');
