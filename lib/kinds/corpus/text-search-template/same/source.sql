create text search template "Vorlage 📄" (init = dsimple_init, lexize = dsimple_lexize);
create text search template bare (lexize = dsimple_lexize);
