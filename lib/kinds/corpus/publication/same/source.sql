create publication changes with (publish = 'insert, update, delete, truncate');
create publication "Odd ""🧾"" name" with (publish = 'update, insert');
