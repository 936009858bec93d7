create text search dictionary templated (template = snowball, language = english);
create text search dictionary options (template = snowball, language = german, stopwords = german);
create text search dictionary switched (template = simple);
create extension dict_int version '1.0';
create text search dictionary numbers (template = intdict_template, maxlen = 7, rejectlong = true);
create text search dictionary owned (template = simple);
create text search dictionary extra (template = simple);
