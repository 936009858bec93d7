-- A page where customers see their own invoices; the branch was closed, staging kept the table.
create table public.portal_links (
  id uuid primary key default gen_random_uuid(),
  customer_id uuid not null references public.customers on delete cascade,
  token_digest bytea not null unique,
  expires_at timestamptz not null
);
alter table public.portal_links enable row level security;
