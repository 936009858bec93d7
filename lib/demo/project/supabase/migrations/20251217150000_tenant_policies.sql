-- Row level security: a person sees the rows of the tenants they belong to, and changes what their role allows.
alter table public.tenants enable row level security;
alter table public.tenant_settings enable row level security;
alter table public.profiles enable row level security;
alter table public.memberships enable row level security;
alter table public.currencies enable row level security;
alter table public.customers enable row level security;
alter table public.customer_contacts enable row level security;
alter table public.customer_addresses enable row level security;
alter table public.customer_notes enable row level security;
alter table public.tags enable row level security;
alter table public.customer_tags enable row level security;
alter table public.products enable row level security;
alter table public.prices enable row level security;
alter table public.tax_rates enable row level security;
alter table public.discounts enable row level security;
alter table public.number_ranges enable row level security;
alter table public.invoices enable row level security;
alter table public.invoice_lines enable row level security;

create policy "Members read their tenant" on public.tenants
  for select to authenticated using (id in (select private.tenant_ids()));
create policy "Owners change their tenant" on public.tenants
  for update to authenticated
  using (private.has_role(id, 'owner')) with check (private.has_role(id, 'owner'));
create policy "Members read settings" on public.tenant_settings
  for select to authenticated using (tenant_id in (select private.tenant_ids()));
create policy "Admins change settings" on public.tenant_settings
  for update to authenticated using (private.has_role(tenant_id, 'owner', 'admin'));

create policy "People read colleagues" on public.profiles
  for select to authenticated using (
    id = (select auth.uid())
    or id in (select user_id from public.memberships where tenant_id in (select private.tenant_ids()))
  );
create policy "People change themselves" on public.profiles
  for update to authenticated using (id = (select auth.uid())) with check (id = (select auth.uid()));
create policy "Members read memberships" on public.memberships
  for select to authenticated using (tenant_id in (select private.tenant_ids()));
create policy "Owners manage memberships" on public.memberships
  for all to authenticated using (private.has_role(tenant_id, 'owner')) with check (private.has_role(tenant_id, 'owner'));

create policy "Everyone reads currencies" on public.currencies
  for select to anon, authenticated using (true);

create policy "Members read customers" on public.customers
  for select to authenticated using (tenant_id in (select private.tenant_ids()));
create policy "Staff write customers" on public.customers
  for all to authenticated
  using (private.has_role(tenant_id, 'owner', 'admin', 'accountant', 'member'))
  with check (private.has_role(tenant_id, 'owner', 'admin', 'accountant', 'member'));
create policy "Contacts follow the customer" on public.customer_contacts
  for all to authenticated
  using (exists (select from public.customers c where c.id = customer_id and c.tenant_id in (select private.tenant_ids())));
create policy "Addresses follow the customer" on public.customer_addresses
  for all to authenticated
  using (exists (select from public.customers c where c.id = customer_id and c.tenant_id in (select private.tenant_ids())));
create policy "Notes follow the customer" on public.customer_notes
  for select to authenticated
  using (exists (select from public.customers c where c.id = customer_id and c.tenant_id in (select private.tenant_ids())));
create policy "Authors write notes" on public.customer_notes
  for all to authenticated using (author_id = (select auth.uid())) with check (author_id = (select auth.uid()));
create policy "Members use tags" on public.tags
  for all to authenticated using (tenant_id in (select private.tenant_ids()));
create policy "Tags follow the customer" on public.customer_tags
  for all to authenticated
  using (exists (select from public.customers c where c.id = customer_id and c.tenant_id in (select private.tenant_ids())));

create policy "Members read products" on public.products
  for select to authenticated using (tenant_id in (select private.tenant_ids()));
create policy "Admins write products" on public.products
  for all to authenticated using (private.has_role(tenant_id, 'owner', 'admin'));
create policy "Prices follow the product" on public.prices
  for select to authenticated
  using (exists (select from public.products p where p.id = product_id and p.tenant_id in (select private.tenant_ids())));
create policy "Members read tax rates" on public.tax_rates
  for select to authenticated using (tenant_id in (select private.tenant_ids()));
create policy "Members read discounts" on public.discounts
  for select to authenticated using (tenant_id in (select private.tenant_ids()));

create policy "Members read invoices" on public.invoices
  for select to authenticated using (tenant_id in (select private.tenant_ids()));
create policy "Accountants write invoices" on public.invoices
  for insert to authenticated with check (private.has_role(tenant_id, 'owner', 'admin', 'accountant'));
create policy "Accountants change invoices" on public.invoices
  for update to authenticated
  using (private.has_role(tenant_id, 'owner', 'admin', 'accountant'))
  with check (private.has_role(tenant_id, 'owner', 'admin', 'accountant'));
create policy "Only drafts are deleted" on public.invoices
  as restrictive for delete to authenticated using (status = 'draft');
create policy "Admins delete invoices" on public.invoices
  for delete to authenticated using (private.has_role(tenant_id, 'owner', 'admin'));
create policy "Lines follow the invoice" on public.invoice_lines
  for all to authenticated
  using (exists (select from public.invoices i where i.id = invoice_id and i.tenant_id in (select private.tenant_ids())));
