create schema app;
create text search parser was (headline = pg_catalog.prsd_headline, lextypes = prsd_lextype, end = prsd_end, gettoken = prsd_nexttoken, start = prsd_start);
alter text search parser was rename to "Zerteiler ✂";
alter text search parser "Zerteiler ✂" set schema app;
