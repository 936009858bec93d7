create table t ("Raum" int, during tsrange, note text, exclude using gist (int4range("Raum", "Raum" + 1) with =, during with &&) where (note <> ''),
  constraint "emoji 🐘" exclude using btree (note collate "C" text_pattern_ops with =));
