create schema "Schéma";
create operator "Schéma".=== (function = int4eq, leftarg = int, rightarg = int, commutator = operator("Schéma".===), negator = operator("Schéma".!==), restrict = eqsel);
create operator "Schéma".!== (function = int4ne, leftarg = int, rightarg = int, commutator = operator("Schéma".!==), negator = operator("Schéma".===));
create operator <% (function = int4lt, leftarg = int, rightarg = int, commutator = %>);
create operator %> (function = int4gt, leftarg = int, rightarg = int, commutator = <%);
