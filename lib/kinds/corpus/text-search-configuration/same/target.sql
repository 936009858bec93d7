create text search dictionary "Wörter" (template = simple);
create text search configuration was (parser = "default");
alter text search configuration was add mapping for word, asciiword with simple;
alter text search configuration was alter mapping for asciiword with public."Wörter", pg_catalog.german_stem;
alter text search configuration was alter mapping for word with public."Wörter", pg_catalog.german_stem;
alter text search configuration was add mapping for hword, hword_part, asciihword, hword_asciipart with german_stem;
alter text search configuration was add mapping for numword, numhword, hword_numpart, email, url, url_path, host, file, version, sfloat, float, int, uint with simple;
alter text search configuration was rename to "Suche 🔎";
