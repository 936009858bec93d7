create collation "Sortierung 🔡" (provider = icu, locale = 'de_DE@collation=phonebook');
create collation numeric_order (provider = icu, locale = '@colStrength=secondary;colNumeric=yes', deterministic = false);
create collation copied from "C";
create collation plain (locale = 'C');
create table uses (a text collate "Sortierung 🔡");
