create collation provider (provider = libc, locale = 'C');
create collation locale (provider = icu, locale = 'de');
create collation libc_locale (provider = libc, lc_collate = 'C', lc_ctype = 'C.UTF-8');
create collation blind (provider = icu, locale = 'und-u-ks-level2');
create collation owned (provider = icu, locale = 'fr');
create collation extra (provider = icu, locale = 'fr');
