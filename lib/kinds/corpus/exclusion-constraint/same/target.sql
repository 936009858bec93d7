create table t (x int, "Raum" integer, during tsrange, note text);
alter table t drop x, add constraint "emoji 🐘" exclude (note collate pg_catalog."C" pg_catalog.text_pattern_ops with operator(pg_catalog.=)),
  add exclude using gist (pg_catalog.int4range("Raum", "Raum" operator(pg_catalog.+) 1) with =, during with pg_catalog.&&) where ((note) != '');
