create text search dictionary plain (template = simple, accept = false);
alter text search dictionary plain (accept);
create extension dict_int version '1.0';
create text search dictionary numbers (template = intdict_template, rejectlong = 'false', maxlen = 7);
alter text search dictionary numbers (maxlen = 6);
create text search dictionary was (stopwords = 'english', template = pg_catalog.snowball, "language" = 'english');
alter text search dictionary was rename to "Wörter 📚";
