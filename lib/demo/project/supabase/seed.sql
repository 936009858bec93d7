-- Example data: made-up companies and people, the same every time. Triggers and foreign keys are off while it loads,
-- so every row that a trigger would write is written here.
set session_replication_role = replica;

create function pg_temp.id(name text) returns uuid language sql immutable
as $$ select extensions.uuid_generate_v5(extensions.uuid_ns_url(), 'https://billwren.test/' || name) $$;

insert into auth.users (id, aud, role, email, email_confirmed_at, raw_app_meta_data, raw_user_meta_data, created_at, updated_at)
select
  pg_temp.id('user/' || n), 'authenticated', 'authenticated', format('%s@example.test', lower(split_part(name, ' ', 1))),
  '2025-11-20 09:00+00', '{"provider":"email"}', jsonb_build_object('display_name', name),
  timestamptz '2025-11-20 09:00+00' + n * interval '3 days', timestamptz '2025-11-20 09:00+00' + n * interval '3 days'
from unnest(array[
  'Alder Wick', 'Briar Tolland', 'Cress Hammerby', 'Dune Okland', 'Elm Rosvale', 'Fennel Marsh',
  'Gorse Applin', 'Hazel Quarrie', 'Iris Dunmoor', 'Juniper Stell', 'Kelp Narrow', 'Linden Farrow'
]) with ordinality as u (name, n);

insert into public.profiles (id, display_name, is_staff, created_at, updated_at)
select id, raw_user_meta_data ->> 'display_name', email = 'linden@example.test', created_at, created_at from auth.users;

insert into public.tenants (id, slug, name, plan, country, created_at, updated_at)
select pg_temp.id('tenant/' || n), slug, name, plan::public.tenant_plan, country, '2025-11-21 08:00+00', '2025-11-21 08:00+00'
from (values
  (1, 'larkfield-studio', 'Larkfield Studio', 'business', 'NL'),
  (2, 'copperleaf-works', 'Copperleaf Works', 'starter', 'GB'),
  (3, 'tidewater-garden', 'Tidewater Garden', 'free', 'SE')
) as t (n, slug, name, plan, country);

insert into public.tenant_settings (tenant_id, locale, time_zone, invoice_footer, updated_at)
select id, case country when 'NL' then 'nl-NL' when 'SE' then 'sv-SE' else 'en-GB' end,
  case country when 'NL' then 'Europe/Amsterdam' when 'SE' then 'Europe/Stockholm' else 'Europe/London' end,
  format('%s thanks you for your trust.', name), created_at
from public.tenants;

insert into public.memberships (tenant_id, user_id, role, joined_at)
select pg_temp.id('tenant/' || (n - 1) / 4 + 1), pg_temp.id('user/' || n),
  (array['owner', 'accountant', 'member', 'viewer'])[(n - 1) % 4 + 1]::public.member_role,
  timestamptz '2025-11-22 10:00+00' + n * interval '1 day'
from generate_series(1, 12) n;

insert into public.customers (id, tenant_id, name, billing_email, vat_number, currency, created_at, updated_at)
select
  pg_temp.id('customer/' || n), pg_temp.id('tenant/' || (n - 1) % 3 + 1),
  (array['Ashbrook', 'Bellwether', 'Cloverhill', 'Driftwood', 'Eastmere', 'Foxglove', 'Greyling', 'Hollow Oak', 'Ironbark', 'Jetty'])[(n - 1) % 10 + 1]
    || ' ' || (array['Bakery', 'Cycles', 'Fönster', 'Logistics'])[(n - 1) / 10 + 1],
  format('accounts%s@customer.test', n), format('XX%s', lpad((n * 7919)::text, 9, '0')),
  (array['EUR', 'GBP', 'SEK'])[(n - 1) % 3 + 1], timestamptz '2025-12-01 08:00+00' + n * interval '2 days', '2026-05-01 08:00+00'
from generate_series(1, 36) n;

insert into public.customer_contacts (id, customer_id, full_name, email, phone, is_primary)
select pg_temp.id('contact/' || n), pg_temp.id('customer/' || n), format('Contact %s', n), format('contact%s@customer.test', n),
  format('+00 555 %s', lpad(n::text, 4, '0')), true
from generate_series(1, 36) n;

insert into public.customer_addresses (id, customer_id, address, country)
select pg_temp.id('address/' || n), pg_temp.id('customer/' || n),
  row(format('%s Harbour Lane', n), lpad((1000 + n * 37)::text, 4, '0'), 'Exampleton', 'NL', null)::public.postal_address, 'NL'
from generate_series(1, 36) n;

insert into public.customer_notes (id, customer_id, author_id, body, pinned, created_at)
select pg_temp.id('note/' || n), pg_temp.id('customer/' || n * 3), pg_temp.id('user/1'), 'Prefers one invoice a month.', n % 4 = 0,
  timestamptz '2026-02-01 10:00+00' + n * interval '1 day'
from generate_series(1, 12) n;

insert into public.tags (tenant_id, label, color)
select t.id, l.label, l.color from public.tenants t
cross join (values ('key account', '#b5523b'), ('new', '#3b7fb5')) as l (label, color) order by t.slug, l.label;
insert into public.customer_tags (customer_id, tag_id)
select c.id, t.id from public.customers c join public.tags t on t.tenant_id = c.tenant_id and t.label = 'new' where c.number % 3 = 0;

insert into public.products (id, tenant_id, sku, name, unit_label, created_at)
select pg_temp.id('product/' || n), pg_temp.id('tenant/' || (n - 1) % 3 + 1), format('P-%s', lpad(n::text, 3, '0')),
  (array['Design day', 'Hosting', 'Support plan', 'Workshop', 'Garden visit', 'Seedlings'])[(n - 1) / 3 + 1],
  (array['day', 'month', 'month', 'piece', 'hour', 'tray'])[(n - 1) / 3 + 1], '2025-12-04 09:00+00'
from generate_series(1, 18) n;
insert into public.prices (id, product_id, currency, unit_amount, bill_every)
select pg_temp.id('price/' || n), pg_temp.id('product/' || n), (array['EUR', 'GBP', 'SEK'])[(n - 1) % 3 + 1], 20 + n * 12.5,
  case when n % 3 = 2 then 'month'::public.price_interval else 'once' end
from generate_series(1, 18) n;
insert into public.tax_rates (tenant_id, name, percentage, country, is_default)
select id, 'Standard', case country when 'NL' then 21 when 'GB' then 20 else 25 end, country, true from public.tenants order by slug;
insert into public.discounts (id, tenant_id, code, percent_off)
select pg_temp.id('discount/' || slug), id, 'WELCOME', 10 from public.tenants;

insert into public.invoices
  (id, tenant_id, customer_id, number, status, currency, issue_date, sent_at, created_by, created_at, updated_at)
select
  pg_temp.id('invoice/' || n), c.tenant_id, c.id,
  case when n % 9 <> 0 then format('INV-2026-%s', lpad(n::text, 5, '0')) end,
  case n % 9 when 0 then 'draft' when 1 then 'sent' when 2 then 'overdue' when 3 then 'partially_paid' when 4 then 'void' else 'paid' end::public.invoice_status,
  c.currency, date '2026-01-05' + n * 3, timestamptz '2026-01-05 12:00+00' + n * interval '3 days', pg_temp.id('user/2'),
  timestamptz '2026-01-05 11:00+00' + n * interval '3 days', timestamptz '2026-01-05 12:00+00' + n * interval '3 days'
from generate_series(1, 90) n
join public.customers c on c.id = pg_temp.id('customer/' || (n - 1) % 36 + 1);

insert into public.invoice_lines (id, invoice_id, position, product_id, description, quantity, unit_amount, tax_rate_id, tax_percentage)
select pg_temp.id(format('line/%s/%s', n, p)), i.id, p, pr.id, pr.name, (n % 4) + p, x.unit_amount, r.id, r.percentage
from generate_series(1, 90) n
cross join generate_series(1, 2) p
join public.invoices i on i.id = pg_temp.id('invoice/' || n)
join public.products pr on pr.id = pg_temp.id('product/' || ((n - 1) % 3 + 1 + ((n + p) % 6) * 3))
join public.prices x on x.product_id = pr.id
join public.tax_rates r on r.tenant_id = i.tenant_id;
update public.invoices i set subtotal = s.subtotal, tax_total = s.tax
from (
  select invoice_id, sum(line_total) as subtotal, sum(round(line_total * tax_percentage / 100, 2)) as tax
  from public.invoice_lines group by invoice_id
) s where s.invoice_id = i.id;
insert into public.number_ranges (tenant_id, series, fiscal_year, last_number)
select id, 'INV', 2026, 90 from public.tenants;
insert into public.invoice_status_changes (invoice_id, old_status, new_status, changed_by, changed_at)
select id, 'draft', status, created_by, sent_at from public.invoices where status <> 'draft' order by number;

insert into public.payment_methods (id, tenant_id, customer_id, type, label, is_default, created_at)
select pg_temp.id('method/' || c.number), c.tenant_id, c.id, 'bank_transfer', 'Bank transfer', true, c.created_at
from public.customers c where c.number <= 18;
insert into public.payments (id, tenant_id, customer_id, status, currency, amount, provider_ref, received_on, created_at)
select pg_temp.id('payment/' || number), tenant_id, customer_id, 'succeeded', currency,
  case status when 'paid' then total else round(total / 2, 2) end, 'ref_' || lower(right(number, 5)), issue_date + 20,
  sent_at + interval '20 days'
from public.invoices where status in ('paid', 'partially_paid');
insert into public.payment_allocations (payment_id, invoice_id, amount, allocated_at)
select p.id, i.id, p.amount, p.created_at from public.invoices i join public.payments p on p.id = pg_temp.id('payment/' || i.number);

insert into public.bank_accounts (id, tenant_id, iban, holder, connected_at)
select pg_temp.id('bank/' || slug), id, country || '00BILL' || lpad(ascii(slug::text)::text, 12, '0'), name, '2026-04-03 09:00+00'
from public.tenants;
insert into public.bank_transactions (id, bank_account_id, booked_on, amount, counterparty, description, payment_id, imported_at)
select pg_temp.id('transaction/' || p.provider_ref), b.id, p.received_on, p.amount, 'Customer', p.provider_ref,
  case when p.provider_ref < 'ref_00060' then p.id end, p.created_at
from public.payments p join public.bank_accounts b on b.tenant_id = p.tenant_id;

insert into public.expense_categories (tenant_id, name, ledger_account)
select t.id, c.name, c.account from public.tenants t
cross join (values ('Travel', '4100'), ('Software', '4200')) as c (name, account) order by t.slug, c.name;
insert into public.expenses (id, tenant_id, category_id, spent_on, supplier, amount, tax_amount, created_at)
select pg_temp.id('expense/' || n), k.tenant_id, k.id, date '2026-05-10' + n * 4, 'Supplier ' || n % 7, 15 + n * 8.4, 3 + n,
  timestamptz '2026-05-10 08:00+00' + n * interval '4 days'
from generate_series(1, 30) n join public.expense_categories k on k.id = (n - 1) % 6 + 1;

insert into public.projects (id, tenant_id, customer_id, name, hourly_rate)
select pg_temp.id('project/' || number), tenant_id, id, 'Project for ' || name, 95 from public.customers where number <= 6;
insert into public.time_entries (id, project_id, user_id, worked, description)
select pg_temp.id('time/' || n), pg_temp.id('project/' || n % 6 + 1), pg_temp.id('user/' || n % 3 + 1),
  tstzrange(timestamptz '2026-06-01 08:00+00' + n * interval '1 day', timestamptz '2026-06-01 10:20:40+00' + n * interval '1 day'), 'Work'
from generate_series(1, 36) n;

insert into public.reminder_rules (id, tenant_id, days_after_due, subject, body, adds_late_fee)
select pg_temp.id(format('rule/%s/%s', t.slug, d)), t.id, d, 'Your invoice is open', 'Could you have a look at it?', d > 14
from public.tenants t cross join unnest(array[3, 14, 30]) d;
insert into public.notifications (id, user_id, tenant_id, kind, title, created_at)
select pg_temp.id('notification/' || i.number), m.user_id, i.tenant_id, 'invoice_paid', format('Invoice %s was paid', i.number), i.updated_at
from public.invoices i join public.memberships m on m.tenant_id = i.tenant_id and m.role = 'owner' where i.status = 'paid';
insert into public.audit_events (tenant_id, actor_id, action, entity, entity_id, payload, occurred_at)
select p.tenant_id, pg_temp.id('user/2'), 'insert', 'payments', p.id, jsonb_build_object('amount', p.amount), p.created_at
from public.payments p order by p.created_at, p.id;
insert into public.exchange_rates (currency, quoted_on, rate)
select c.code, date '2026-11-01' + d, round(1 + ascii(c.code) / 100.0 + d / 1000.0, 4)
from public.currencies c cross join generate_series(0, 9) d where c.code <> 'EUR';
insert into billing.journal (tenant_id, invoice_id, posted_on, memo)
select tenant_id, id, issue_date, number from public.invoices where status <> 'draft' order by number;
insert into billing.journal_entries (journal_number, line, account, side, amount)
select j.number, l.line, l.account, l.side::billing.entry_side, l.amount
from billing.journal j join public.invoices i on i.id = j.invoice_id
cross join lateral (values (1, '1100', 'debit', i.total), (2, '8000', 'credit', i.subtotal), (3, '1520', 'credit', i.tax_total))
  l (line, account, side, amount);

update storage.buckets set created_at = '2026-01-22 09:00+00', updated_at = '2026-01-22 09:00+00';
refresh materialized view public.monthly_revenue;
drop function pg_temp.id(text);
reset session_replication_role;
