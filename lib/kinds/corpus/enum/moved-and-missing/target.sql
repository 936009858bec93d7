create type priority as enum ('high', 'low');
