create schema app;
create default conversion usual for 'unicode' to 'iso88591' from pg_catalog.utf8_to_iso8859_1;
alter conversion usual set schema app;
create conversion was for 'latin1' to 'utf-8' from iso8859_1_to_utf8;
alter conversion was rename to "Übersetzung 🔤";
