create schema app;
create type app.color as enum ('red');
create cast (app.color as text) with inout as implicit;
create cast (app.color[] as text) with inout as implicit;
