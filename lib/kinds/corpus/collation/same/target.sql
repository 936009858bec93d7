create collation plain (lc_collate = 'C', lc_ctype = 'C', provider = libc, deterministic = true);
create collation copied (locale = 'C');
create collation numeric_order (provider = icu, locale = 'und-u-kn-true-ks-level2', deterministic = false);
create collation was (provider = icu, locale = 'de-DE-u-co-phonebk');
alter collation was rename to "Sortierung 🔡";
create table uses (a text collate "Sortierung 🔡");
