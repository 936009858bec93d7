do $$ begin create role corpus_owner; exception when duplicate_object or unique_violation then null; end $$;
create collation provider (provider = icu, locale = 'de');
create collation locale (provider = icu, locale = 'de-u-co-phonebk');
create collation libc_locale (provider = libc, locale = 'C');
create collation blind (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
create collation owned (provider = icu, locale = 'fr');
alter collation owned owner to corpus_owner;
create collation gone (provider = icu, locale = 'fr');
