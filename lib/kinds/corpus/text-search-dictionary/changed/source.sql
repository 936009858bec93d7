do $$ begin create role corpus_owner; exception when duplicate_object or unique_violation then null; end $$;
create text search dictionary templated (template = pg_catalog.simple, stopwords = english);
create text search dictionary options (template = snowball, language = english, stopwords = english);
create text search dictionary switched (template = simple, accept = false);
create extension dict_int version '1.0';
create text search dictionary numbers (template = intdict_template, maxlen = 6, rejectlong = false);
create text search dictionary owned (template = simple);
alter text search dictionary owned owner to corpus_owner;
create text search dictionary gone (template = simple);
