create publication "Odd ""🧾"" name";
create publication other;
alter publication "Odd ""🧾"" name" set (publish = 'insert, update');
alter publication other rename to changes;
