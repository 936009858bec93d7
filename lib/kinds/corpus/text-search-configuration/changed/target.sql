create text search configuration mapped (copy = pg_catalog.english);
create text search parser other (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
create text search configuration parsed (parser = other);
create text search dictionary short (template = pg_catalog.simple, accept = false);
alter text search configuration mapped alter mapping for asciiword with english_stem, short;
create text search configuration owned (parser = pg_catalog."default");
create text search configuration extra (parser = other);
