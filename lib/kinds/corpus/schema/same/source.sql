create schema "Ünïcode 🐘";
create schema "quote""s";
create schema מכירות;
create schema a123456789012345678901234567890123456789012345678901234567890ab;
