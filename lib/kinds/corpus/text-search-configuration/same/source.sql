create text search configuration "Suche 🔎" (copy = pg_catalog.german);
create text search dictionary "Wörter" (template = pg_catalog.simple);
alter text search configuration "Suche 🔎" alter mapping for word, asciiword with "Wörter", german_stem;
