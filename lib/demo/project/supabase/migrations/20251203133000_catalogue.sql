-- What is sold: products, their prices over time, tax rates and discounts.
create domain public.tax_percentage as numeric(5, 2)
  constraint tax_percentage_range check (value >= 0 and value <= 100);

create type public.price_interval as enum ('once', 'day', 'month', 'year');

create table public.products (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  sku text not null,
  name text not null,
  description text,
  unit_label text not null default 'piece',
  image_path text,
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  constraint products_tenant_id_sku_key unique (tenant_id, sku)
);

create table public.prices (
  id uuid primary key default gen_random_uuid(),
  product_id uuid not null references public.products on delete cascade,
  currency char(3) not null references public.currencies,
  unit_amount numeric(12, 4) not null check (unit_amount >= 0),
  bill_every public.price_interval not null default 'once',
  valid_from date not null default '2025-01-01',
  valid_to date,
  constraint prices_period_check check (valid_to is null or valid_to > valid_from)
);
create index prices_product_id_idx on public.prices (product_id, currency, valid_from desc) include (unit_amount);

create table public.tax_rates (
  id integer generated always as identity primary key,
  tenant_id uuid not null references public.tenants on delete cascade,
  name text not null,
  percentage public.tax_percentage not null,
  country public.country_code not null,
  is_default boolean not null default false,
  unique (tenant_id, name)
);
create unique index tax_rates_one_default on public.tax_rates (tenant_id) where is_default;

create table public.discounts (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants on delete cascade,
  code citext not null,
  percent_off numeric(5, 2),
  amount_off numeric(12, 2),
  redeem_by date,
  unique (tenant_id, code),
  constraint discounts_one_kind check (num_nonnulls(percent_off, amount_off) = 1)
);
