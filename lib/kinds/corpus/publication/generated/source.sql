create publication changes with (publish_generated_columns = stored);
