create extension dict_int version '1.0';
create text search dictionary "Wörter 📚" (template = snowball, language = english, stopwords = english);
create text search dictionary numbers (template = intdict_template, maxlen = 6, rejectlong = false);
create text search dictionary plain (template = pg_catalog.simple);
