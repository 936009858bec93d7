create text search dictionary short (template = pg_catalog.simple, accept = false);
create text search configuration mapped (copy = pg_catalog.english);
alter text search configuration mapped alter mapping for asciiword with short, english_stem;
