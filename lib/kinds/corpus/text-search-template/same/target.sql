create text search template bare (lexize = pg_catalog.dsimple_lexize);
create text search template was (lexize = dsimple_lexize, init = dsimple_init);
alter text search template was rename to "Vorlage 📄";
