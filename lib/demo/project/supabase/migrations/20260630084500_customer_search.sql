-- Search customers by a part of their name, with or without accents.
create extension if not exists pg_trgm with schema extensions;
create extension if not exists unaccent with schema extensions;

create text search configuration public.customer_search (copy = simple);
alter text search configuration public.customer_search
  alter mapping for hword, hword_part, word with extensions.unaccent, simple;

alter table public.customers add column search_name text;
create function private.fill_search_name() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.search_name := lower(extensions.unaccent(new.name));
  return new;
end;
$$;
create trigger customers_fill_search_name before insert or update of name on public.customers
  for each row execute function private.fill_search_name();
-- Filling a new column is no change of the customer.
alter table public.customers disable trigger customers_set_updated_at;
update public.customers set name = name;
alter table public.customers enable trigger customers_set_updated_at;

create index customers_search_name_idx on public.customers using gin (search_name extensions.gin_trgm_ops);
create index products_name_trgm_idx on public.products using gin (name extensions.gin_trgm_ops);

create function public.search_customers(query text) returns setof public.customers
language sql stable
set search_path = ''
as $$
  select * from public.customers
  where search_name operator(extensions.%) lower(query)
  order by extensions.similarity(search_name, lower(query)) desc
  limit 20
$$;
revoke execute on function public.search_customers(text) from public, anon, authenticated, service_role;
grant execute on function public.search_customers(text) to authenticated;
