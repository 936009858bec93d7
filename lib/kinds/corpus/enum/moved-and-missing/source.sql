create type priority as enum ('low', 'high', 'urgent');
