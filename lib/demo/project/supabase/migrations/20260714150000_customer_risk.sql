create type public.risk_rating as enum ('low', 'medium', 'high');
alter table public.customers add column risk public.risk_rating not null default 'low';
comment on column public.customers.risk is 'Set by the credit check; high asks for payment in advance.';
