create schema app;
create type app.span as range (subtype = text);
create type app.floats as range (subtype = float8, subtype_diff = float8mi);
create type "Zeit ⏱" as range (subtype = time);
create domain minutes as int;
create type minutes_range as range (subtype = minutes);
